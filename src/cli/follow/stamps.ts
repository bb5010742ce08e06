// Puts time stamps in order.

/** Compares two stamps to the last digit, of which a `Date` keeps but three. */
export function compareStamps(a: string, b: string): number {
  const difference = Date.parse(a) - Date.parse(b);
  if (difference !== 0) return difference;
  const [digitsA, digitsB] = [digitsOf(a), digitsOf(b)];
  return Number(digitsA > digitsB) - Number(digitsA < digitsB);
}

/** Those behind the point. Text of this kind sorts as the numbers do. */
function digitsOf(stamp: string): string {
  return /\.(\d*[1-9])/.exec(stamp)?.[1] ?? "";
}
