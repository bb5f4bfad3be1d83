import { createHash, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';

/** A seed of its own for each case, so that a new case shifts nothing in the others. */
export function deriveSeed(seed: number, caseId: string): number {
  return createHash('sha256').update(`${seed} ${caseId}`).digest().readInt32LE();
}

/** Picks from lists, always the same for the same seed. */
export function createPicker(seed: number): <T>(list: readonly T[]) => T | undefined {
  return list => (list.length === 0 ? undefined : fc.sample(fc.constantFrom(...list), { seed, numRuns: 1 })[0]);
}

/** What a run's own texts begin with; no two runs have the same. */
export function createMark(): string {
  return `us${BigInt(`0x${randomBytes(5).toString('hex')}`)
    .toString(36)
    .padStart(8, '0')}`;
}

/** Texts of 24 characters, all of one length so that none is a part of another; the same for the same mark and purpose. */
export function createUniqueTexts(mark: string, purpose: string): () => string {
  const hash = createHash('sha256').update(purpose).digest('hex').slice(0, 8);
  let count = 0;
  return () => {
    count += 1;
    return `${mark}-${hash}-${String(count).padStart(4, '0')}`;
  };
}
