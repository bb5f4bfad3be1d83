import { expect, test } from 'vitest';
import type { Defect, Variant } from './planted.js';
import { type Api, type Proof, prove } from './prove.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test of the self-proof has found out, for the matrix. */
    proof?: Proof;
  }
}

/** The longest that one run may take, in milliseconds. */
const LONGEST = 60_000;

/** The most characters of a value that are told. */
const MOST_SHOWN = 120;

/** Only what has this in its id is run; everything if it is empty. */
const ONLY = process.env.SELFPROOF ?? '';

/** One test for each defect: a check that its statement supports catches it. */
export function proveDefects(api: Api, ...groups: readonly (readonly Defect[])[]): void {
  for (const defect of groups.flat().filter(({ id }) => id.includes(ONLY))) {
    test(`defect ${api} ${defect.id}`, { timeout: LONGEST }, async ({ task }) => {
      const proof = await prove(api, defect);
      task.meta.proof = proof;
      expect(proof.caughtBy, `${defect.says} Seen instead: ${told(proof)}`).not.toEqual([]);
    });
  }
}

/** One test for each harmless variant: nothing is said against it. */
export function proveVariants(api: Api, ...groups: readonly (readonly Variant[])[]): void {
  for (const variant of groups.flat().filter(({ id }) => id.includes(ONLY))) {
    test(`variant ${api} ${variant.id}`, { timeout: LONGEST }, async ({ task }) => {
      const proof = await prove(api, variant);
      task.meta.proof = proof;
      expect(proof.isAccused, `${variant.says} Accused of: ${told(proof)}`).toBe(false);
    });
  }
}

/** The violations, each told once. */
function told({ violations }: Proof): string {
  const lines = violations.map(
    ({ check, statement, message, got, flaky }) =>
      `${flaky ? 'flaky ' : ''}${check} (${statement}): ${message} Got ${got.slice(0, MOST_SHOWN)}`,
  );
  return lines.length > 0 ? ['', ...new Set(lines)].join('\n  ') : 'nothing';
}
