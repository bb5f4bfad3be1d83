import type { RequestListener } from 'node:http';
import { dnlSuite } from '../../src/check/dnl/dnl-suite.js';
import type { CaseOutcome, CheckViolation } from '../../src/check/index.js';
import { collectViolations } from '../../src/check/outcome/violations.js';
import { runCases } from '../../src/check/run/run-cases.js';
import { RunSession } from '../../src/check/run/session.js';
import { loadContract } from '../../src/contract/index.js';
import type { Mock } from '../../src/index.js';
import { openTarget } from '../../src/target/index.js';

export type SomeChecks = {
  cases: readonly CaseOutcome[];
  violations: readonly CheckViolation[];
  /** What the run says that it has created. */
  created: readonly string[];
};

/** Runs the preparation and some checks of DNL, which is many times as fast as all of them. */
export async function someChecks(
  app: RequestListener,
  { mock, checks, timeout = 5000 }: { mock: Pick<Mock, 'tokens'>; checks: readonly string[]; timeout?: number },
): Promise<SomeChecks> {
  const contract = loadContract('dnl');
  const all = dnlSuite(contract);
  const suite = { ...all, checks: all.checks.filter(({ id }) => checks.includes(id)) };
  const target = await openTarget(app, { basePath: contract.basePath, timeout });
  try {
    const session = new RunSession({
      target,
      contract,
      suite,
      options: { writes: 'own' },
      tokens: { token: mock.tokens.dnl.admin, nonAdminToken: mock.tokens.dnl.nonAdmin },
      seed: 1,
      mark: 'ustestrun0',
      note: () => {},
      ended: () => undefined,
    });
    const cases = await runCases(session, { onProgress: () => {}, collect: () => [] });
    return { cases, violations: collectViolations(cases, { contract }), created: suite.created(session.known) };
  } finally {
    await target.close();
  }
}
