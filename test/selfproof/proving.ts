import { expect, test } from 'vitest';
import { DEFECTS, VARIANTS } from './everything.js';
import type { Defect, Variant } from './planted.js';
import { type Api, type Proof, prove } from './prove.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test of the self-proof has found out, for the matrix. */
    proof?: Proof;
  }
}

/** The longest that one run may take, in milliseconds. */
const LONGEST = 120_000;

/** The most characters of a value that are told. */
const MOST_SHOWN = 120;

/** Only what has this in its id is run; everything if it is empty. */
const ONLY = process.env.SELFPROOF ?? '';

/**
 * One test for each defect (a check that its statement supports catches it) and for each harmless variant (nothing is
 * said against it), of every so-manieth: so the workers have equally much to do.
 */
export function proveShare({ share, of }: { share: number; of: number }): void {
  const all = (['dnl', 'acefone'] as const).flatMap(api => [
    ...DEFECTS[api].map(defect => ({ id: defect.id, prove: () => proveDefect(api, defect) })),
    ...VARIANTS[api].map(variant => ({ id: variant.id, prove: () => proveVariant(api, variant) })),
  ]);
  for (const { prove } of all.filter(({ id }, at) => at % of === share && id.includes(ONLY))) prove();
}

function proveDefect(api: Api, defect: Defect): void {
  test(`defect ${api} ${defect.id}`, { timeout: LONGEST }, async ({ task }) => {
    const proof = await prove(api, defect);
    task.meta.proof = proof;
    expect(proof.caughtBy, `${defect.says} Seen instead: ${told(proof)}`).not.toEqual([]);
  });
}

function proveVariant(api: Api, variant: Variant): void {
  test(`variant ${api} ${variant.id}`, { timeout: LONGEST }, async ({ task }) => {
    const proof = await prove(api, variant);
    task.meta.proof = proof;
    expect(proof.isAccused, `${variant.says} Accused of: ${told(proof)}`).toBe(false);
  });
}

/** The violations, each told once. */
function told({ violations }: Proof): string {
  const lines = violations.map(
    ({ check, statement, message, got, flaky }) =>
      `${flaky ? 'flaky ' : ''}${check} (${statement}): ${message} Got ${got.slice(0, MOST_SHOWN)}`,
  );
  return lines.length > 0 ? ['', ...new Set(lines)].join('\n  ') : 'nothing';
}
