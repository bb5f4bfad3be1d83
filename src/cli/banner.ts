import type { Mock } from '../app/index.js';
import { CONTROL, isLoopback } from '../mock/index.js';

type Row = [name: string, value: string];

/** The user that every API is seeded with, its password, and where it logs in. */
const LOG_IN = 'admin / admin';
const LOG_IN_AT: Readonly<Record<string, string>> = { dnl: '/auth', acefone: '/auth/login' };

export type BannerParts = {
  /** The address that is listened on, and one that leads there. */
  url: string;
  origin: string;
  version: string;
  profile: string;
  data: string | undefined;
  /** Whether the control plane asks for a token. */
  asksForToken: boolean;
  /** Whether sandboxes and preferences are for other machines, too. */
  isOpen: boolean;
};

/** What a user needs to begin: where the APIs are, the tokens, what the data are, and commands to paste. */
export function banner({ basePaths, tokens, users, seed }: Mock, parts: BannerParts): string {
  const { origin, version, profile, data } = parts;
  const { dnl, acefone } = basePaths;
  const rows: Row[] = [
    ...Object.entries(basePaths).map(([api, path]): Row => [api, origin + path]),
    ...when<Row>(dnl, ['dnl admin token', tokens.dnl.admin], ['dnl non-admin token', tokens.dnl.nonAdmin]),
    ...when<Row>(acefone, ['acefone token', `${tokens.acefone.account} (asked for only with --reading auth=token)`]),
    ['log-in', `${LOG_IN} (${Object.keys(basePaths).map(logInAt).join(', ')})`],
    ['data', `${data === undefined ? 'in memory' : `in ${data}`}, ${users} users, seed ${seed}, profile ${profile}`],
    ...access(parts),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const commands = [
    ...when(dnl, `curl -H "X-Auth-Token: ${tokens.dnl.admin}" "${origin}${dnl}/user/list?per_page=1"`),
    ...when(acefone, `curl -X PATCH -d '{"designation":"Team lead"}' "${origin}${acefone}/user/288256"`),
  ];
  return [
    `Understudy ${version} plays ${Object.keys(basePaths).join(' and ')}. Ctrl-C stops it.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...commands.map(command => `  ${command}`),
    '\n',
  ].join('\n');
}

/** Where the control plane is, and what is open to whom where other machines can be clients, too. */
function access({ url, origin, asksForToken, isOpen }: BannerParts): Row[] {
  const isExposed = !isLoopback(url.replace(/^http:\/\/|:\d+$/g, ''));
  const isClosed = isExposed && !asksForToken;
  const note = asksForToken ? ' (with the admin token)' : isClosed ? ' (closed; --admin-token opens it)' : '';
  const rows: Row[] = [['control plane', `${origin}${CONTROL}${note}`]];
  if (!isExposed) return rows;
  const situations = isOpen
    ? 'sandboxes and Prefer, too'
    : 'but for sandboxes and Prefer, which --situations open would open';
  return [...rows, ['network', `open to every machine that reaches this one, ${situations}`]];
}

function logInAt(api: string): string {
  return `${api}: POST ${LOG_IN_AT[api] ?? ''}`;
}

/** The items that are shown where an API is served. */
function when<T>(basePath: string | undefined, ...items: T[]): T[] {
  return basePath === undefined ? [] : items;
}
