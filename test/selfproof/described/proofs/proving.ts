import { expect, test } from 'vitest';
import type { DescribedServer } from '../described-server.js';
import { judge } from './judge.js';
import { MISSED } from './missed.js';
import { type DescribedProof, prove, type Subject } from './prove.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test has found out about a server that is not made of our engine, for the matrix. */
    described?: DescribedProof;
  }
}

/** The longest that one run may take, in milliseconds. */
const MAX_DURATION = 120_000;

/** Only what has one of these in its name is run; everything if it is empty. */
const ONLY = (process.env.SELFPROOF ?? '').split(',');

/** One test for the faithful server, one for each defect (it is caught, or known to be missed) and for each variant (it is not accused). */
export function proveServer(server: DescribedServer): void {
  proveOne(`${server.name} faithful`, { server });
  for (const { id } of server.defects) proveOne(`${server.name} defect ${id}`, { server, defect: id });
  for (const { id } of server.variants) proveOne(`${server.name} variant ${id}`, { server, variant: id });
}

function proveOne(name: string, subject: Subject): void {
  if (!ONLY.some(part => name.includes(part))) return;
  test(name, { timeout: MAX_DURATION }, async ({ task }) => {
    const proof = await prove(subject, judge);
    task.meta.described = proof;
    const { server, defect = '' } = subject;
    const isMissed = MISSED[server.name]?.includes(defect) === true;
    if (defect === '' || isMissed) expect(proof.findings, proof.says).toEqual([]);
    else expect(proof.findings.length, proof.says).toBeGreaterThan(0);
  });
}
