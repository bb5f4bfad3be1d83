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

/** The parsed flags of `understudy check`. */
export type CheckFlags = TargetFlags & {
  api?: string;
  contract?: string;
  auth?: Record<string, string>;
  json?: true;
  strict?: true;
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
    .addOption(
      new Option(
        '--contract <file>',
        'OpenAPI description or contract folder to check against, as a path or URL',
      ).conflicts('api'),
    )
    .addOption(
      new Option('--api <name>', 'shipped API whose contract the server is checked against').choices(CHECKED_APIS),
    )
    .addOption(new Option('--token <token>', 'the token that requests send').env('UNDERSTUDY_TOKEN'))
    .addOption(
      new Option(
        '--auth <scheme=value>',
        'the credential of a security scheme of the description; may be repeated',
      ).argParser(schemeValue),
    )
    .addOption(
      new Option('--non-admin-token <token>', 'a token without the rights that the API requires').env(
        'UNDERSTUDY_NON_ADMIN_TOKEN',
      ),
    )
    .addOption(
      new Option('--writes <which>', 'what the run may change (default: own on this machine, else none)').choices([
        'none',
        'own',
      ]),
    )
    .addOption(new Option('--subject <id>', 'id of the one existing record that the run may patch'))
    .addOption(
      new Option('--seed <number>', 'seed of the generated values').default(DEFAULT_SEED).argParser(parseInteger),
    )
    .addOption(new Option('--budget <time>', 'how long the run may take: 30s, 2m').argParser(parseDuration))
    .addOption(
      new Option('--concurrency <number>', 'maximum number of parallel requests')
        .default(DEFAULT_CONCURRENCY)
        .argParser(positive),
    )
    .addOption(new Option('--rate <number>', 'maximum number of requests per second').argParser(positive))
    .addOption(
      new Option('--timeout <time>', 'how long to wait for a response')
        .default(DEFAULT_TIMEOUT, `${DEFAULT_TIMEOUT / 1000}s`)
        .argParser(parseDuration),
    )
    .addOption(
      new Option(
        '--report <format[=file]>',
        'text, json, junit, html or github; may be repeated (default: text)',
      ).argParser(reportFlag),
    )
    .addOption(new Option('--json', 'the same as --report json').conflicts('report'))
    .addOption(new Option('--strict', 'what is only derived from names fails the run, too'))
    .addOption(
      new Option(
        '--fail-on <what>',
        `what makes the exit code 1: ${FAIL_ON.join(', ')}; may be repeated (default: fail)`,
      ).argParser(collectFailOn),
    )
    .addOption(
      new Option(
        '--min-coverage <percent>',
        "share of the documents' statements that the run must exercise; with less, the exit code is 2",
      ).argParser(percent),
    )
    .addOption(
      new Option('--only <name>', 'check, operation or statement to run; may be repeated').argParser(collectName),
    )
    .addOption(
      new Option('--skip <name>', 'check, operation or statement to skip; may be repeated').argParser(collectName),
    )
    .addOption(new Option('--cleanup', 'delete what the run has created, where the server can'))
    .addOption(new Option('--baseline <file>', 'known violations, with reasons'))
    .addOption(new Option('--update-baseline', 'write the found violations to the baseline'))
    .addOption(new Option('--plan', 'print the requests, and send nothing'))
    .addOption(new Option('--progress', 'print progress even where stderr is no terminal'))
    .addOption(new Option('--quiet', 'print no progress'));
  return addTargetFlags(command);
}

/** Turns flags into the options of a run. */
export function runOptions(target: string, api: RunOptions['api'], flags: CheckFlags): RunOptions {
  const { token, nonAdminToken, auth, strict, writes, subject, seed, budget, concurrency, rate, timeout, cleanup } =
    flags;
  const { only, skip } = flags;
  return {
    target,
    api,
    tokens: {
      ...(token !== undefined && { token }),
      ...(nonAdminToken !== undefined && { nonAdminToken }),
      ...(auth && { schemes: auth }),
    },
    seed,
    concurrency,
    timeout,
    names: { ...(only && { only }), ...(skip && { skip }) },
    ...targetOptions(flags),
    ...(cleanup && { cleanup }),
    ...(strict && { strict }),
    ...(writes !== undefined && { writes }),
    ...(subject !== undefined && { subject }),
    ...(budget !== undefined && { budget }),
    ...(rate !== undefined && { rate }),
  };
}

/** Throws `option-invalid` for flags that are invalid, alone or together, before the first request. */
export function assertUsable(flags: CheckFlags): void {
  const { api, contract, writes, subject, token, nonAdminToken, auth, baseline, updateBaseline } = flags;
  const wrong = (message: string) => new Problem('option-invalid', message, { fix: 'See `understudy check --help`.' });
  if (api === undefined && contract === undefined) {
    throw wrong('Give --contract <file> or --api <name>, which say what the server is checked against.');
  }
  if (contract === undefined && auth)
    throw wrong('--auth is for the security schemes of a description: --contract names it.');
  if (contract !== undefined && subject !== undefined)
    throw wrong('--subject is for shipped APIs, not for --contract.');
  if (writes === 'none' && subject !== undefined) {
    throw wrong('--subject allows the run to patch that record, but --writes none forbids it.');
  }
  for (const [flag, value] of [
    ['--token', token],
    ['--non-admin-token', nonAdminToken],
  ] as const) {
    if (value === undefined) continue;
    if (value === '') throw wrong(`${flag} is empty. Give a token, or leave the flag out.`);
    // not checked by commander, because its error would show the token
    const isText = contract !== undefined && /^[\x20-\x7e]*$/.test(value);
    if (!isText && !/^[\x21-\x7e]*$/.test(value))
      throw wrong(`${flag} must be one word of ASCII characters, without a scheme such as Bearer.`);
  }
  if (token !== undefined && token === nonAdminToken)
    throw wrong('--non-admin-token is the same as --token. Give a token without the rights that the API requires.');
  if (updateBaseline && baseline === undefined) throw wrong('--update-baseline needs --baseline, the file to write.');
}

/** Parses `SCHEME=VALUE`. The value is a secret and is never printed. */
function schemeValue(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw new Problem('option-invalid', '--auth must be the name of a security scheme, = and its credential.', {
      fix: 'Write --auth SCHEME=VALUE; for basic authentication the value is NAME:PASSWORD.',
    });
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
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

function collectName(text: string, before: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('It must be a name.');
  return [...before, text];
}

function collectFailOn(text: string, before: FailOn[] = []): FailOn[] {
  const found = FAIL_ON.find(what => what === text);
  if (!found) throw new InvalidArgumentError(`It must be ${FAIL_ON.join(' or ')}.`);
  return [...before, found];
}
