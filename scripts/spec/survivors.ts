// Mutants of the contract that no contract test has to notice, and why.

export const reasons: readonly (readonly [survivors: RegExp, reason: string])[] = [];
