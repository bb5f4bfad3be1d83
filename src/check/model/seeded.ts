import { createHash, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';

/** A seed for one case: a new case does not change the seeds of the others. */
export function deriveSeed(seed: number, caseId: string): number {
  return createHash('sha256').update(`${seed} ${caseId}`).digest().readInt32LE();
}

/** Returns a function that picks from lists, always the same for the same seed. */
export function createPicker(seed: number): <T>(list: readonly T[]) => T | undefined {
  return list => (list.length === 0 ? undefined : fc.sample(fc.constantFrom(...list), { seed, numRuns: 1 })[0]);
}

/** The beginning of all texts that a run makes up; no two runs have the same. */
export function createMark(): string {
  return `us${BigInt(`0x${randomBytes(5).toString('hex')}`)
    .toString(36)
    .padStart(8, '0')}`;
}

/** Makes texts of 24 characters, the same for the same mark and purpose. They have one length, so none contains another. */
export function createUniqueTexts(mark: string, purpose: string): () => string {
  const hash = createHash('sha256').update(purpose).digest('hex').slice(0, 8);
  let count = 0;
  return () => {
    count += 1;
    return `${mark}-${hash}-${String(count).padStart(4, '0')}`;
  };
}
