import { createHash } from 'node:crypto';
import * as fc from 'fast-check';

/** A seed of its own for each case, so that a new case shifts nothing in the others. */
export function seedOf(seed: number, caseId: string): number {
  return createHash('sha256').update(`${seed} ${caseId}`).digest().readInt32LE();
}

/** Picks from lists, always the same for the same seed. */
export function pickerOf(seed: number): <T>(list: readonly T[]) => T | undefined {
  return list => (list.length === 0 ? undefined : fc.sample(fc.constantFrom(...list), { seed, numRuns: 1 })[0]);
}
