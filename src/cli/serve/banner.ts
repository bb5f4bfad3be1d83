import { networkInterfaces } from 'node:os';
import type { Mock, MockTokens } from '../../app/index.js';
import { ADMIN_PATH, isLoopback } from '../../server/index.js';

type Row = [name: string, value: string];

/** The user that every API is seeded with, its password, and where it logs in. */
const LOG_IN = 'admin / admin';
const LOG_IN_AT: Readonly<Record<string, string>> = { dnl: '/auth', acefone: '/auth/login' };

export type BannerParts = {
  /** The address that is listened on, and one that leads there. */
  url: string;
  origin: string;
  version: string;
  data: string | undefined;
  /** The flags that change what is played, as they could be written on the command line. */
  changes: readonly string[];
  /** How many milliseconds passed between the start of the process and now. */
  readyAfter: number;
  /** Whether the tokens are printed, and a command for each API. */
  isVerbose: boolean;
  /** Whether the control plane asks for a token. */
  asksForToken: boolean;
  /** Whether sandboxes and preferences are for other machines, too. */
  isOpen: boolean;
};

/** What a user needs to begin, in lines of 80 columns: addresses, what the flags changed, a command to paste. */
export function banner(mock: Mock, parts: BannerParts): string {
  const { origin, version, readyAfter, isVerbose } = parts;
  const { basePaths } = mock;
  const rows: Row[] = [
    ['page', `${origin}/`],
    ...Object.entries(basePaths).map(([api, path]): Row => [api, origin + path]),
    ...access(parts),
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

/** Where the control plane is, and what is open to whom where other machines can be clients, too. */
function access({ url, origin, asksForToken, isOpen }: BannerParts): Row[] {
  const { hostname, port } = new URL(url);
  const isExposed = !isLoopback(hostname);
  const isClosed = isExposed && !asksForToken;
  const note = asksForToken ? ' (with the admin token)' : isClosed ? ' (closed; see --admin-token)' : '';
  const rows: Row[] = [['control plane', `${origin}${ADMIN_PATH}${note}`]];
  if (!isExposed) return rows;
  const addresses = networkAddresses(hostname).map(address => `http://${address}:${port}/`);
  return [
    ...rows,
    ...addresses.map((address): Row => ['network', address]),
    [
      'open to all',
      isOpen ? 'the APIs, sandboxes, Prefer' : 'the APIs; not sandboxes and Prefer (see --remote-overrides)',
    ],
  ];
}

/** Whether the data began with others than the seeded users. */
function hasOwnRecords(changes: readonly string[]): boolean {
  return changes.some(change => /^--(?:fixtures|scenario)\b/.test(change));
}

function dataRows({ users, seed }: Mock, { data, changes }: BannerParts): Row[] {
  const where = data === undefined ? 'in memory' : `in ${data}`;
  return [
    ['data', `${where}, ${hasOwnRecords(changes) ? '' : `${users} users, `}seed ${seed}`],
    ...changes.map((change, at): Row => [at === 0 ? 'changed' : '', change]),
  ];
}

/** Where the tokens are shown to whom may see them. */
function tokensAt({ url, origin, asksForToken }: BannerParts): string {
  const isClosed = asksForToken || !isLoopback(new URL(url).hostname);
  return isClosed ? 'start with --verbose to see them' : `${origin}${ADMIN_PATH}/tokens (or start with --verbose)`;
}

/** The tokens of each API, each in one line, so that they are easy to copy; and how to log in instead. */
function tokenSections({ basePaths, tokens }: Mock): string[][] {
  return Object.keys(basePaths).map(api => [
    ...Object.entries(tokens[api as keyof MockTokens]).map(
      ([whose, token]) => `  ${api} ${NAMES[whose] ?? whose} token  ${token}`,
    ),
    `  ${api} log-in  ${LOG_IN} (POST ${LOG_IN_AT[api] ?? ''})`,
  ]);
}

/** How it is said whose a token is, where that is not as the code names it. */
const NAMES: Readonly<Record<string, string>> = { nonAdmin: 'non-admin' };

/** One command for each API that is served; what it needs is in it, whatever the readings are. */
function commandsOf({ basePaths: { dnl, acefone }, tokens }: Mock, origin: string): string[] {
  return [
    ...when(dnl, `  curl "${origin}${dnl}/user/list?per_page=1" ${shellHeader('X-Auth-Token: ', tokens.dnl.admin)}`),
    ...when(
      acefone,
      `  curl -X PATCH -d '{"designation":"Team lead"}' \\\n    "${origin}${acefone}/user/288256" ${shellHeader('Authorization: Bearer ', tokens.acefone.account)}`,
    ),
  ];
}

/** The items that are shown where an API is served. */
function when<T>(basePath: string | undefined, ...items: T[]): T[] {
  return basePath === undefined ? [] : items;
}

/** The addresses by which other machines reach a server that listens on a host: all of this machine, or that one. */
export function networkAddresses(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '[::]') return [host];
  const all = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}

/** The most characters of a token in one line. */
const LINE = 79;

/**
 * A header for curl, as a shell reads it. A token stands in lines of its own, since it has more characters than a terminal
 * has columns: within double quotes, the shell leaves out a backslash at the end of a line.
 */
export function shellHeader(name: string, token: string): string {
  const lines = token.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `-H "${[name, ...lines].join('\\\n')}"`;
}
