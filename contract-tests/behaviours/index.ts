// All behaviours. Those that need few requests come first.

import { auth } from "./auth.behaviours.ts";
import type { Behaviour } from "./behaviour.ts";
import { errors } from "./errors.behaviours.ts";
import { expand } from "./expand.behaviours.ts";
import { filters } from "./filters.behaviours.ts";
import { logs } from "./logs.behaviours.ts";
import { paging } from "./paging.behaviours.ts";
import { rateLimit } from "./rate-limit.behaviours.ts";

export const behaviours: readonly Behaviour[] = [
  ...paging,
  ...logs,
  ...filters,
  ...expand,
  ...errors,
  ...auth,
  ...rateLimit,
];
