// Counts which targets the exchanges have reached, and prints the table.

import { dimensions, type Target } from "./targets.ts";
import type { ExchangeRecord } from "./record.ts";

export function missingFrom(targets: readonly Target[], exchanges: readonly ExchangeRecord[]): Target[] {
  return targets.filter(({ isReachedBy }) => !exchanges.some(isReachedBy));
}

/** A line for each operation with a column for each dimension, and a line for each missing target. */
export function tableOf(targets: readonly Target[], missing: readonly Target[]): string {
  const operations = [...new Set(targets.map(({ operation }) => operation))];
  const lines = operations.map((operation) => [
    operation,
    ...dimensions.map((dimension) => {
      const isHere = (target: Target) => target.operation === operation && target.dimension === dimension;
      const total = targets.filter(isHere).length;
      return `${total - missing.filter(isHere).length}/${total}`;
    }),
  ]);
  return [
    ...aligned([["operation", ...dimensions], ...lines]),
    ...missing.map(({ operation, name }) => `missing: ${operation} ${name}`),
  ].join("\n");
}

/** Aligns the first column to the left and the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}
