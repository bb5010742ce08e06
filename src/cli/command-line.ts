// Writes the command line that goes on with an export.

/** Gives it as one can type it into a POSIX shell. */
export function resumeLine(args: readonly string[]): string {
  const [command = "", ...others] = args.filter((arg) => arg !== "--resume");
  // Behind a `--`, it would be taken for a charger.
  return ["ev-energy-logs", command, "--resume", ...others].map(quote).join(" ");
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
