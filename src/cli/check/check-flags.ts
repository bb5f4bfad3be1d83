import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  CHECKED_APIS,
  DEFAULT_CONCURRENCY,
  DEFAULT_SEED,
  DEFAULT_TIMEOUT,
  type RunOptions,
  type Writes,
} from '../../check/index.js';
import { Problem } from '../../kernel/index.js';
import { FAIL_ON, type FailOn } from '../../report/index.js';
import { parseDuration, parseInteger } from '../flags.js';
import { type ReportFlag, reportFlag } from './report-files.js';
import { addTargetFlags, type TargetFlags, targetOptions } from './target-flags.js';

/** The flags of `understudy check` as they were read. */
export type CheckFlags = TargetFlags & {
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

/** Adds the flags of `understudy check` to a command. */
export function addCheckFlags(command: Command): Command {
  command
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
      new Option('--seed <number>', 'what the generated values follow').default(DEFAULT_SEED).argParser(parseInteger),
    )
    .addOption(new Option('--budget <time>', 'how long to go on: 30s, 2m').argParser(parseDuration))
    .addOption(
      new Option('--concurrency <number>', 'requests under way at once')
        .default(DEFAULT_CONCURRENCY)
        .argParser(positive),
    )
    .addOption(new Option('--rate <number>', 'the most requests per second').argParser(positive))
    .addOption(
      new Option('--timeout <time>', 'how long to wait for an answer')
        .default(DEFAULT_TIMEOUT, `${DEFAULT_TIMEOUT / 1000}s`)
        .argParser(parseDuration),
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
    .addOption(new Option('--quiet', 'print no progress'));
  return addTargetFlags(command);
}

/** The options of a run that the flags ask for. */
export function runOptions(target: string, flags: CheckFlags): RunOptions {
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

/** Throws `option-invalid` for flags that cannot be used, alone or together, before anything is sent. */
export function assertUsable({ writes, subject, token, nonAdminToken, baseline, updateBaseline }: CheckFlags): void {
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

function positive(text: string): number {
  const number = parseInteger(text);
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
