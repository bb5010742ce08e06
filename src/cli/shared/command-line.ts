// Writes the command line that goes on with an export.

import type { Io } from "./io.ts";

/** Gives it as one can type it into a POSIX shell. */
export function resumeLine({ program, args }: Pick<Io, "program" | "args">): string {
  const [command = "", ...others] = args.filter((arg) => arg !== "--resume");
  // Behind a `--`, it would be taken for a charger.
  return `${program} ${[command, "--resume", ...others].map(quote).join(" ")}`;
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
