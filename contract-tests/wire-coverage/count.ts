// What the exchanges have left out of the contract, and the table that says so.

import { dimensions, type Place } from "./places.ts";
import type { ExchangeRecord } from "./record.ts";

export function missingFrom(places: readonly Place[], exchanges: readonly ExchangeRecord[]): Place[] {
  return places.filter(({ isReachedBy }) => !exchanges.some(isReachedBy));
}

/** A line for each operation with a column for each dimension, and a line for each place that is missing. */
export function tableOf(places: readonly Place[], missing: readonly Place[]): string {
  const operations = [...new Set(places.map(({ operation }) => operation))];
  const lines = operations.map((operation) => [
    operation,
    ...dimensions.map((dimension) => {
      const isHere = (place: Place) => place.operation === operation && place.dimension === dimension;
      const total = places.filter(isHere).length;
      return `${total - missing.filter(isHere).length}/${total}`;
    }),
  ]);
  return [
    ...aligned([["operation", ...dimensions], ...lines]),
    ...missing.map(({ operation, name }) => `missing: ${operation} ${name}`),
  ].join("\n");
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}
