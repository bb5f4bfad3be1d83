/** Planted defects that the judge does not see yet, by server. The proof fails for one that it has learned to see. */
export const MISSED: Readonly<Record<string, readonly string[]>> = {};
