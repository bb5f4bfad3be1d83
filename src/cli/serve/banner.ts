import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { DescribedSummary, Mock, ShippedSummary } from '../../app/index.js';
import { ADMIN_PATH, isLoopback } from '../../server/index.js';
import { count, describeData } from '../terminal.js';

type Row = [name: string, value: string];

export type BannerParts = {
  /** The URL of the bound address, and a URL that reaches it from this machine. */
  url: string;
  origin: string;
  version: string;
  data: string | undefined;
  /** The flags that change what is played, as on the command line. */
  changes: readonly string[];
  /** How many milliseconds have passed since the process started. */
  readyAfter: number;
  /** Whether to print the tokens, and a command for each API. */
  isVerbose: boolean;
  /** Whether the control plane requires a token. */
  requiresToken: boolean;
  /** Whether other machines may use sandboxes and preferences. */
  isOpen: boolean;
};

/** Formats what a person needs to start, in 80 columns: addresses, changed flags, a command to paste. */
export function banner(mock: Mock, parts: BannerParts): string {
  const { origin, version, readyAfter, isVerbose } = parts;
  const { basePaths } = mock;
  const rows: Row[] = [
    ['console', origin + ADMIN_PATH + accessTo(parts)],
    ...Object.entries(basePaths).map(([api, path]): Row => [api, origin + path]),
    ...mock.described.map((described, at): Row => [at === 0 ? 'described' : '', describeDescription(described)]),
    ...openToOthers(parts),
    ...dataRows(mock, parts),
    ['tokens', isVerbose ? 'below' : tokensAt(parts)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const commands = commandsOf(mock, origin);
  const sections = [
    [`Understudy ${version} is ready after ${(readyAfter / 1000).toFixed(1)} s. Ctrl-C stops it.`],
    rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(isVerbose ? tokenSections(mock) : []),
    ...(isVerbose ? commands.map(command => [command]) : [commands.slice(0, 1)]),
  ];
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n\n`;
}

/** What the console and the control plane behind it require. */
function accessTo({ url, requiresToken }: BannerParts): string {
  if (requiresToken) return ' (with the admin token)';
  return isLoopback(new URL(url).hostname) ? '' : ' (closed; see --admin-token)';
}

/** Where other machines reach the server, and what is open to them. */
function openToOthers({ url, isOpen }: BannerParts): Row[] {
  const { hostname, port } = new URL(url);
  if (isLoopback(hostname)) return [];
  const addresses = networkAddresses(hostname).map(address => `http://${address}:${port}/`);
  return [
    ...addresses.map((address): Row => ['network', address]),
    [
      'open to all',
      isOpen ? 'the APIs, sandboxes, Prefer' : 'the APIs; not sandboxes and Prefer (see --remote-overrides)',
    ],
  ];
}

/** Whether the data started with other records than the seeded ones. */
function hasOwnRecords(changes: readonly string[]): boolean {
  return changes.some(change => /^--(?:fixtures|scenario)\b/.test(change));
}

function dataRows({ shipped, seed }: Mock, { data, changes }: BannerParts): Row[] {
  const where = data === undefined ? 'in memory' : `in ${data}`;
  return [
    ['data', `${where}, ${describeData({ shipped: hasOwnRecords(changes) ? [] : shipped, seed })}`],
    ...changes.map((change, at): Row => [at === 0 ? 'changed' : '', change]),
  ];
}

/** Where the tokens are to be found. */
function tokensAt({ url, origin, requiresToken }: BannerParts): string {
  const isClosed = requiresToken || !isLoopback(new URL(url).hostname);
  return isClosed ? 'start with --verbose to see them' : `${origin}${ADMIN_PATH}/tokens (or start with --verbose)`;
}

/** The tokens of each API, one in each line so that they are easy to copy, and the log-in. */
function tokenSections({ basePaths, tokens, shipped }: Mock): string[][] {
  return Object.keys(basePaths).map(api => {
    const summary = shipped.find(one => one.api === api);
    return [
      ...Object.entries(tokens[api] ?? {}).map(
        ([owner, token]) => `  ${api} ${ownerOf(summary ? wordsOf(owner) : owner)}  ${token}`,
      ),
      ...(summary?.logIn ? [`  ${api} log-in  ${describeLogIn(summary.logIn)}`] : []),
    ];
  });
}

function describeLogIn({ path, name, password }: NonNullable<ShippedSummary['logIn']>): string {
  return `${name} / ${password} (POST ${path})`;
}

/** The owner of a token; a security scheme of a description may itself be called token. */
function ownerOf(name: string): string {
  return /token$/i.test(name) ? name : `${name} token`;
}

/** A name of code in words: `read-only` for `readOnly`. */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/** One command for each served API. It has all it needs, with any readings. */
export function commandsOf({ basePaths, described, shipped }: Mock, origin: string): string[] {
  return [
    ...described.flatMap(({ command }) => indent(command(origin)) ?? []),
    ...shipped.flatMap(({ api, sample }) => (sample ? sampleCommand(sample, origin + basePaths[api]) : [])),
  ];
}

/** The command of a request with a token, in lines of at most 80 columns. */
function sampleCommand(
  { method, path, headers, body }: NonNullable<ShippedSummary['sample']>,
  basePath: string,
): string {
  const sent = body === undefined ? '' : `-X ${method} -d '${body}' \\\n    `;
  const shown = Object.entries(headers).map(([name, value]) => shellHeader(name, value));
  return `  curl ${sent}"${basePath}${path}" ${shown.join(' ')}`;
}

function indent(command: string | undefined): string | undefined {
  return command === undefined ? undefined : `  ${command}`;
}

/** What was read of a description, and how to see what was not understood. */
function describeDescription({ api, location, operations, warnings }: DescribedSummary): string {
  const counted = `${api}: ${count(operations, 'operation')}`;
  return warnings === 0 ? counted : `${counted}, ${count(warnings, 'warning')} (understudy infer ${location})`;
}

/** The addresses at which other machines reach a server on a host: that host, or all addresses of this machine. */
function networkAddresses(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '[::]') return [host];
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}

/** How many characters of a token one line may have. */
const LINE = 79;

/**
 * A header for curl, quoted for a shell. A token has more characters than a terminal has columns and is broken into lines:
 * within double quotes, the shell removes a backslash at the end of a line together with the line break.
 */
function shellHeader(name: string, value: string): string {
  // a scheme such as Bearer stays beside the name
  const [, scheme = '', token = ''] = /^(\w+ )?(.*)$/s.exec(value) ?? [];
  const lines = token.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `-H "${[`${name}: ${scheme}`, ...lines].join('\\\n')}"`;
}

/** Resolves a host name to its addresses. */
type Lookup = (name: string, options: { all: true }) => Promise<LookupAddress[]>;

/** The wildcard addresses, with the loopback addresses that each includes. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0': ['127.0.0.1'],
  '[::]': ['127.0.0.1', '[::1]'],
};

/**
 * The URL at which this machine reaches a server on a bound address: with `localhost` where that resolves to it, else with a
 * loopback address. The URL of any other address is returned as it is.
 */
export async function reachableUrl(url: string, find: Lookup = lookup): Promise<string> {
  const [, bound = '', port = ''] = /^http:\/\/(.*)(:\d+)$/.exec(url) ?? [];
  const included = INCLUDED[bound] ?? [bound];
  const [first = bound] = included;
  const named = await find('localhost', { all: true }).catch(() => []);
  const leads = named.some(({ address, family }) => included.includes(family === 6 ? `[${address}]` : address));
  return `http://${leads ? 'localhost' : first}${port}`;
}
