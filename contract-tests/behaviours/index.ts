// All behaviours. Those that few requests show come first.

import { auth } from "./auth.ts";
import type { Behaviour } from "./behaviour.ts";
import { errors } from "./errors.ts";
import { expand } from "./expand.ts";
import { filters } from "./filters.ts";
import { logs } from "./logs.ts";
import { paging } from "./paging.ts";
import { rateLimit } from "./rate-limit.ts";

export const behaviours: readonly Behaviour[] = [
  ...paging,
  ...logs,
  ...filters,
  ...expand,
  ...errors,
  ...auth,
  ...rateLimit,
];
