import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import {
  loadDescribedApi,
  outcomeWithoutRun,
  planSuite,
  type RunOptions,
  type RunPlan,
  runSuite,
} from '../../check/index.js';
import { Problem } from '../../kernel/index.js';
import {
  createReport,
  formatBaseline,
  type Report,
  readBaseline,
  resolveExitCode,
  unmetGates,
  type ViolationBaseline,
} from '../../report/index.js';
import { ignoreClosedPipes, onStopSignal } from '../terminal.js';
import { addCheckFlags, assertUsable, type CheckFlags, runOptions } from './check-flags.js';
import { progressLine } from './progress-line.js';
import { assertWritable, replaceFile, writeIncompleteReports, writeReports } from './report-files.js';

/** The exit code of a run that was stopped by two signals. */
const INTERRUPTED = 130;

/** `understudy check URL`: checks a server against a contract. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('check a server against a description or the documents of an API')
    .argument('<url>', 'URL of the server, with or without the documented base path: http://localhost:8000')
    .action((url: string, flags: CheckFlags) => check(url, flags));
  return addCheckFlags(command);
}

async function check(url: string, flags: CheckFlags): Promise<void> {
  assertUsable(flags);
  const api = flags.contract === undefined ? (flags.api ?? '') : await loadDescribedApi(flags.contract);
  assertSchemes(api, flags);
  ignoreClosedPipes();
  if (flags.plan) return plan(url, api, flags);
  const reports = flags.report ?? [{ format: flags.json ? 'json' : 'text' }];
  const baseline = baselineOf(flags);
  if (flags.updateBaseline && flags.baseline !== undefined) assertWritable(flags.baseline);
  const options = runOptions(url, api, flags);
  const reportWithoutRun = (why: string) => createReport(outcomeWithoutRun(options, why));
  writeIncompleteReports(reports, reportWithoutRun(UNFINISHED));
  const stop = new AbortController();
  onStopSignal(() => stop.abort(), INTERRUPTED);
  const progress = progressLine({
    quiet: flags.quiet === true,
    always: flags.progress === true,
    stream: process.stderr,
  });
  const outcome = await runSuite({ ...options, signal: stop.signal, onProgress: progress.show })
    .catch(error => {
      const files = reports.filter(({ file }) => file !== undefined);
      writeReports(files, reportWithoutRun(error instanceof Error ? error.message : String(error)));
      throw error;
    })
    .finally(progress.end);
  const report = createReport(outcome, baseline ? { baseline } : {});
  const gate = { failOn: flags.failOn ?? ['fail'], minCoverage: flags.minCoverage ?? 0 };
  process.exitCode = resolveExitCode(report, gate);
  writeReports(reports, report);
  if (flags.updateBaseline) updateBaseline(flags, report, baseline);
  for (const reason of unmetGates(report, gate)) process.stderr.write(`understudy: ${reason}\n`);
}

/** The text of a report before the run has ended. */
const UNFINISHED = 'The run has not finished: it is still running, or its process was killed.';

function updateBaseline({ baseline: file }: CheckFlags, report: Report, previous: ViolationBaseline | undefined): void {
  if (file === undefined) return;
  const date = new Date().toISOString().slice(0, 10);
  replaceFile(file, formatBaseline(report, { date, ...(previous && { previous }) }));
}

/** Throws `option-invalid` for a credential of a scheme that the description does not have. */
function assertSchemes(api: RunOptions['api'], { auth = {} }: CheckFlags): void {
  if (typeof api === 'string') return;
  const known = api.description.schemes.map(({ name }) => name);
  const unknown = Object.keys(auth).find(name => !known.includes(name));
  if (unknown === undefined) return;
  throw new Problem('option-invalid', `The description has no security scheme ${JSON.stringify(unknown)}.`, {
    fix: known.length > 0 ? `Name one of these: ${known.join(', ')}.` : 'Leave --auth out: it has no security scheme.',
  });
}

function plan(url: string, api: RunOptions['api'], flags: CheckFlags): void {
  const { writes, subject, only, skip } = flags;
  const names = { ...(only && { only }), ...(skip && { skip }) };
  const given = { names, ...(writes !== undefined && { writes }), ...(subject !== undefined && { subject }) };
  const planned = planSuite({ target: url, api, ...given });
  process.stdout.write(flags.json ? `${JSON.stringify(planned, null, 2)}\n` : planText(planned));
}

/** The known violations; undefined where the file does not exist yet and will be written. */
function baselineOf({ baseline, updateBaseline }: CheckFlags) {
  if (baseline === undefined) return undefined;
  try {
    return readBaseline(readFileSync(baseline, 'utf8'));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (updateBaseline && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Problem('option-invalid', `Failed to read the baseline ${baseline}: ${(error as Error).message}.`, {
      fix: 'Name a file that exists, or create it with --update-baseline.',
    });
  }
}

/** Formats a plan: the preparations, each case with its requests, and the maximum number of requests. */
function planText({ preparations, cases, requests, maxRequests }: RunPlan): string {
  const first = preparations.map(
    ({ says, requests, writes }) => `  ${says} (${writes ? 'writes, ' : ''}at most ${requests})`,
  );
  const lines = cases.flatMap(({ check, id, requests, writes }) => [
    `${check}: ${id}${writes ? '  [writes]' : ''}`,
    ...requests.map(request => `  ${shorten(request)}`),
  ]);
  const writing = cases.filter(({ writes }) => writes).length;
  return [
    'First:',
    ...first,
    '',
    ...lines,
    '',
    `${cases.length} cases, ${writing} of them with writes; at most ${requests} requests, or ${maxRequests} if every case is repeated.`,
    'Nothing was sent.',
    '',
  ].join('\n');
}

/** The most characters of a request in the text of a plan. */
const MAX_SHOWN = 160;

function shorten(request: string): string {
  return request.length > MAX_SHOWN ? `${request.slice(0, MAX_SHOWN)}…` : request;
}
