import { Problem } from '../../kernel/index.js';
import { openTarget, type Target, targetUrl } from '../../target/index.js';
import { findBasePath } from '../described/base-path.js';
import type { CaseOutcome, Outcome } from '../model/outcome.js';
import { createMark } from '../model/seeded.js';
import type { Suite } from '../model/suite.js';
import { Coverage } from '../model/suite.js';
import { MemberCoverage } from '../outcome/member-coverage.js';
import { readingHeld } from '../outcome/observations.js';
import { countVerdicts, judgeStatements, summariseCoverage } from '../outcome/summarise.js';
import { collectViolations } from '../outcome/violations.js';
import { blameOnce } from './gone-target.js';
import { PREPARATION, runCases } from './run-cases.js';
import { DEFAULT_SEED, DEFAULT_TIMEOUT, type RunOptions, resolveSuiteOptions, startLimits } from './run-options.js';
import { SKIPPED_BY } from './run-phases.js';
import { createSelection, listCheckIds, listLaws } from './selection.js';
import { RunSession } from './session.js';
import { firstBasePath, judgedContract } from './suites.js';

/**
 * Runs the checks of an API against a target. Throws a `Problem` if nothing can be tested: `target-invalid`,
 * `target-unreachable`, `token-refused`, `nothing-tested`.
 */
export async function runSuite(options: RunOptions): Promise<Outcome> {
  const start = performance.now();
  const { api, onProgress = () => {} } = options;
  const basePath = firstBasePath(options);
  let judged = judgedContract(api, basePath);
  // names and headers that are wrong are found before anything is sent
  let selection = createSelection(options.names ?? {}, judged);
  assertOwnHeaders(options, judged.suite);
  const limits = startLimits(options);
  let target: Target | undefined;
  try {
    target = await openTarget(options.target, {
      basePath,
      timeout: options.timeout ?? DEFAULT_TIMEOUT,
      ...(options.rate !== undefined && { rate: options.rate }),
      ...(options.maxBody !== undefined && { maxBody: options.maxBody }),
      ...(options.headers && { headers: options.headers }),
      ...(options.ca !== undefined && { ca: options.ca }),
      ...(options.insecure !== undefined && { insecure: options.insecure }),
      signal: limits.signal,
    });
    if (typeof api !== 'string') {
      const found = await findBasePath(api, { target, first: basePath });
      if (found !== basePath) {
        judged = judgedContract(api, found);
        selection = createSelection(options.names ?? {}, judged);
      }
    }
    const { contract, suite } = judged;
    const allowed = resolveSuiteOptions(options, { url: target.url, suite });
    // if no selected case writes, the run creates no records
    const suiteOptions = selection.writes ? allowed : { ...allowed, writes: 'none' as const };
    const session = new RunSession({
      target,
      contract,
      suite,
      options: suiteOptions,
      tokens: options.tokens,
      seed: options.seed ?? DEFAULT_SEED,
      mark: options.mark ?? createMark(),
      note: note => onProgress({ note }),
      ended: limits.ended,
      selection,
      secrets: Object.values(options.headers ?? {}).flatMap(header =>
        typeof header === 'string' ? [] : [header.value],
      ),
    });
    const isWarning = suite.warnsOfDerived === true && options.strict !== true;
    const collect = (outcomes: readonly CaseOutcome[]) =>
      collectViolations(outcomes, { ...suite, contract, warnsOfDerived: isWarning });
    const cases = blameOnce(await runCases(session, { ...options, onProgress, collect }), session);
    const all = isTested(cases)
      ? [...cases, ...judgeHeldReadings(session)]
      : cases.filter(({ verdict }) => verdict !== 'pass');
    const statements = judgeStatements(all, contract, listCheckIds(suite));
    const readings = session.observations.choices();
    const left = session.ended();
    // the last progress shows the same totals as the report
    const failing = all.filter(({ verdict }) => verdict === 'fail').length;
    const violations = collect(all);
    const last = all.at(-1)?.check ?? PREPARATION;
    onProgress({ done: all.length, all: all.length, failing, check: last, violations: () => violations });
    const cutShort = left && cases.some(({ reason }) => reason === SKIPPED_BY[left]);
    return {
      target: target.url,
      api: contract.api,
      seed: session.seed,
      mark: session.mark,
      writes: suiteOptions.writes,
      readings,
      questions: contract.readings.filter(({ id }) => Object.keys(readings).some(name => name.split(' (')[0] === id)),
      laws: listLaws(suite),
      cases: all,
      summary: countVerdicts(all),
      violations,
      statements,
      coverage: summariseCoverage(session, { verdicts: statements, cases: all }),
      created: suite.created(session.known),
      requests: target.sent,
      milliseconds: performance.now() - start,
      ...(cutShort && { ended: left }),
      ...(cutShort && session.gone?.after !== undefined && { lastAnswered: session.gone.after }),
      ...(session.failures.length > 0 && { failure: describeFailures(session.failures) }),
    };
  } finally {
    limits.release();
    await target?.close();
  }
}

/** The outcome before a run, or without one. `failure` says why, as a sentence. */
export function outcomeWithoutRun(options: RunOptions, failure: string): Outcome {
  const { target, api, seed = DEFAULT_SEED } = options;
  const { contract, suite } = judgedContract(api, firstBasePath(options));
  const statements = judgeStatements([], contract, listCheckIds(suite));
  return {
    target: typeof target === 'function' ? '' : targetUrl(String(target), contract.basePath),
    api: contract.api,
    seed,
    mark: '',
    writes: 'none',
    readings: {},
    questions: [],
    laws: listLaws(suite),
    cases: [],
    summary: countVerdicts([]),
    violations: [],
    statements,
    coverage: summariseCoverage(
      { contract, coverage: new Coverage(), members: new MemberCoverage(contract) },
      { verdicts: statements, cases: [] },
    ),
    created: [],
    requests: 0,
    milliseconds: 0,
    failure,
  };
}

function describeFailures([first = '', ...others]: readonly string[]): string {
  const more = others.length === 0 ? '' : ` ${others.length} more errors occurred.`;
  return `The run is not complete: ${first}.${more}`;
}

/** Throws `option-invalid` if a header would carry the token: the checks omit and change that header. */
function assertOwnHeaders({ headers = {}, tokens }: RunOptions, suite: Suite<unknown>): void {
  const taken = Object.keys(suite.credentials('garbage', tokens)?.headers ?? {}).map(name => name.toLowerCase());
  const wrong = Object.keys(headers).find(name => taken.includes(name.toLowerCase()));
  if (wrong === undefined) return;
  throw new Problem('option-invalid', `The header ${wrong} carries the token of ${suite.api}.`, {
    fix: 'Give the token with --token, with --non-admin-token or in the environment.',
  });
}

/** Whether any case has a verdict; the preparation alone tests nothing. */
function isTested(cases: readonly CaseOutcome[]): boolean {
  return cases.some(
    ({ check, verdict }) => check !== PREPARATION && verdict !== 'skipped' && verdict !== 'inconclusive',
  );
}

/** One case for each reading whose choice was observed. */
function judgeHeldReadings<K>(session: RunSession<K>): CaseOutcome[] {
  const held = session.observations.judge(session.contract);
  return held.flatMap(({ id, ...found }) =>
    session.present(found).map(
      (one): CaseOutcome => ({
        check: readingHeld.id,
        id,
        operation: one.operation,
        statements: [one.statement],
        verdict: one.verdict,
        evidence: [one],
        milliseconds: 0,
      }),
    ),
  );
}
