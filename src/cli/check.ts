import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  CHECKED_APIS,
  DEFAULT_CONCURRENCY,
  DEFAULT_SEED,
  DEFAULT_TIMEOUT,
  outcomeWithoutRun,
  planSuite,
  type RunOptions,
  runSuite,
  type Writes,
} from '../check/index.js';
import { Problem } from '../kernel/index.js';
import {
  createReport,
  FAIL_ON,
  type FailOn,
  formatBaseline,
  type Report,
  readBaseline,
  resolveExitCode,
  unmetGates,
  type ViolationBaseline,
} from '../report/index.js';
import { duration, integer } from './flags.js';
import { planText } from './plan-text.js';
import { progressLine } from './progress-line.js';
import { assertWritable, beginReports, replaceFile, writeReports } from './report-files.js';
import { type ReportFlag, reportFlag } from './report-flag.js';
import { onStopSignal } from './stop-signal.js';
import { addTargetFlags, type TargetFlags, targetOptions } from './target-flags.js';

type Flags = TargetFlags & {
  api: string;
  token?: string;
  nonAdminToken?: string;
  writes?: Writes;
  subject?: string;
  seed: number;
  budget?: number;
  concurrency: number;
  rate?: number;
  timeout: number;
  report?: ReportFlag[];
  failOn?: FailOn[];
  minCoverage?: number;
  baseline?: string;
  updateBaseline?: true;
  only?: string[];
  skip?: string[];
  cleanup?: true;
  plan?: true;
  progress?: true;
  quiet?: true;
};

/** The exit code of a run that was stopped by two signals. */
const INTERRUPTED = 130;

/** The exit code of a run whose report could not be printed. */
const FAILED = 2;

/** `understudy check URL`: judges a server. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('judge a server by the documents')
    .argument('<url>', 'what stands before the documented base path: http://localhost:8000')
    .addOption(new Option('--api <name>', 'API to hold it to').choices(CHECKED_APIS).makeOptionMandatory())
    .addOption(new Option('--token <token>', "an admin's token").env('UNDERSTUDY_TOKEN'))
    .addOption(
      new Option('--non-admin-token <token>', 'the token of a user who is no admin').env('UNDERSTUDY_NON_ADMIN_TOKEN'),
    )
    .addOption(
      new Option('--writes <which>', 'what it may change (default: own on this machine, else none)').choices([
        'none',
        'own',
      ]),
    )
    .addOption(new Option('--subject <id>', 'the one Acefone user that it may patch'))
    .addOption(
      new Option('--seed <number>', 'what the generated values follow').default(DEFAULT_SEED).argParser(integer),
    )
    .addOption(new Option('--budget <time>', 'how long to go on: 30s, 2m').argParser(duration))
    .addOption(
      new Option('--concurrency <number>', 'requests under way at once')
        .default(DEFAULT_CONCURRENCY)
        .argParser(positive),
    )
    .addOption(new Option('--rate <number>', 'the most requests per second').argParser(positive))
    .addOption(
      new Option('--timeout <time>', 'how long to wait for an answer')
        .default(DEFAULT_TIMEOUT, `${DEFAULT_TIMEOUT / 1000}s`)
        .argParser(duration),
    )
    .addOption(
      new Option(
        '--report <format[=file]>',
        'text, json, junit, html or github; repeat it for more (default: text)',
      ).argParser(reportFlag),
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        `what makes the exit code 1: ${FAIL_ON.join(', ')}; repeat it for more (default: fail)`,
      ).argParser(failure),
    )
    .addOption(
      new Option(
        '--min-coverage <percent>',
        "how much of the documents' statements must be exercised, or the exit code is 2",
      ).argParser(percent),
    )
    .addOption(
      new Option('--only <name>', 'check, operation or statement to judge; repeat it for more').argParser(named),
    )
    .addOption(
      new Option('--skip <name>', 'check, operation or statement to leave out; repeat it for more').argParser(named),
    )
    .addOption(new Option('--cleanup', 'in the end remove what the run has created, where the server can'))
    .addOption(new Option('--baseline <file>', 'violations that are known, with reasons'))
    .addOption(new Option('--update-baseline', 'write the violations found to the baseline'))
    .addOption(new Option('--plan', 'print what would be sent, and send nothing'))
    .addOption(new Option('--progress', 'print progress where stderr is no terminal, too'))
    .addOption(new Option('--quiet', 'print no progress'))
    .action((url: string, flags: Flags) => check(url, flags));
  return addTargetFlags(command);
}

async function check(url: string, flags: Flags): Promise<void> {
  assertUsable(flags);
  if (flags.plan) return plan(url, flags);
  const reports = flags.report ?? [{ format: 'text' }];
  const baseline = baselineOf(flags);
  if (flags.updateBaseline && flags.baseline !== undefined) assertWritable(flags.baseline);
  const options = optionsOf(url, flags);
  const reportWithoutRun = (why: string) => createReport(outcomeWithoutRun(options, why));
  beginReports(reports, reportWithoutRun(UNFINISHED));
  endQuietlyWithoutReader();
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

/** What a report says that no run has written since. */
const UNFINISHED = 'The run has not ended: it is still under way, or its process was ended.';

/** A reader who goes away (`| head`) ends no run: files are still to be written. Any other failure is told. */
function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      process.exitCode = FAILED;
      if (stream === process.stdout)
        process.stderr.write(`understudy: Failed to print the report: ${error.message}.\n`);
    });
  }
}

function updateBaseline({ baseline: file }: Flags, report: Report, previous: ViolationBaseline | undefined): void {
  if (file === undefined) return;
  const date = new Date().toISOString().slice(0, 10);
  replaceFile(file, formatBaseline(report, { date, ...(previous && { previous }) }));
}

function plan(url: string, flags: Flags): void {
  const { writes, subject, only, skip } = flags;
  const names = { ...(only && { only }), ...(skip && { skip }) };
  const given = { names, ...(writes !== undefined && { writes }), ...(subject !== undefined && { subject }) };
  process.stdout.write(planText(planSuite({ target: url, api: flags.api, ...given })));
}

function optionsOf(target: string, flags: Flags): RunOptions {
  const { api, token, nonAdminToken, writes, subject, seed, budget, concurrency, rate, timeout, cleanup } = flags;
  const { only, skip } = flags;
  return {
    target,
    api,
    tokens: { ...(token !== undefined && { token }), ...(nonAdminToken !== undefined && { nonAdminToken }) },
    seed,
    concurrency,
    timeout,
    names: { ...(only && { only }), ...(skip && { skip }) },
    ...targetOptions(flags),
    ...(cleanup && { cleanup }),
    ...(writes !== undefined && { writes }),
    ...(subject !== undefined && { subject }),
    ...(budget !== undefined && { budget }),
    ...(rate !== undefined && { rate }),
  };
}

/** What cannot be used, or not together, is told at once, before anything is sent. */
function assertUsable({ writes, subject, token, nonAdminToken, baseline, updateBaseline }: Flags): void {
  const wrong = (message: string) => new Problem('option-invalid', message, { fix: 'See `understudy check --help`.' });
  if (writes === 'none' && subject !== undefined) {
    throw wrong('--subject is the consent to patch that user, which --writes none takes back.');
  }
  for (const [flag, value] of [
    ['--token', token],
    ['--non-admin-token', nonAdminToken],
  ] as const) {
    if (value === undefined) continue;
    if (value === '') throw wrong(`${flag} is empty. Give a token, or leave the flag out.`);
    // what commander says of a wrong value would repeat it
    if (!/^[\x21-\x7e]*$/.test(value))
      throw wrong(`${flag} must be one word of ASCII characters, without a scheme such as Bearer.`);
  }
  if (token !== undefined && token === nonAdminToken)
    throw wrong('--non-admin-token is the same as --token: name a user who is no admin.');
  if (updateBaseline && baseline === undefined) throw wrong('--update-baseline needs --baseline, the file to write.');
}

/** The known violations; none where the file is yet to be written. */
function baselineOf({ baseline, updateBaseline }: Flags) {
  if (baseline === undefined) return undefined;
  try {
    return readBaseline(readFileSync(baseline, 'utf8'));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (updateBaseline && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Problem('option-invalid', `Failed to read the baseline ${baseline}: ${(error as Error).message}.`, {
      fix: 'Name a file that exists, or have it written with --update-baseline.',
    });
  }
}

function positive(text: string): number {
  const number = integer(text);
  if (number < 1) throw new InvalidArgumentError('It must be above 0.');
  return number;
}

function percent(text: string): number {
  const number = Number.parseFloat(text);
  if (!/^\d+(\.\d+)?%?$/.test(text) || number > 100) {
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  }
  return number;
}

/** Gathers the values of a flag that is repeated. */
function named(text: string, before: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('It must be a name.');
  return [...before, text];
}

function failure(text: string, before: FailOn[] = []): FailOn[] {
  const found = FAIL_ON.find(what => what === text);
  if (!found) throw new InvalidArgumentError(`It must be ${FAIL_ON.join(' or ')}.`);
  return [...before, found];
}
