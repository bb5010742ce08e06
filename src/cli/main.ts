#!/usr/bin/env node

// The command line as a process.

import { processIo } from "./process-io.ts";
import { run } from "./program.ts";

process.exitCode = await run(processIo(process));
