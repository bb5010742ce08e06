#!/usr/bin/env node

// Starts the command line.

import { processIo } from "./process-io.ts";
import { run } from "./program.ts";

process.exitCode = await run(processIo(process));
