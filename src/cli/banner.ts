import type { Mock } from '../app/index.js';

/** What a user needs to begin: where the APIs are, the tokens, what the data are, and commands to paste. */
export function banner(
  { basePaths, tokens, users, seed }: Mock,
  { url, version, profile, data }: { url: string; version: string; profile: string; data: string | undefined },
): string {
  const origin = url.replace('//127.0.0.1:', '//localhost:');
  const { dnl, acefone } = basePaths;
  const rows: [name: string, value: string][] = [
    ...Object.entries(basePaths).map(([api, path]): [string, string] => [api, origin + path]),
    ...Object.entries(tokens).map(([holder, token]): [string, string] => [`${holder} token`, token]),
    ['data', `${data === undefined ? 'in memory' : `in ${data}`}, ${users} users, seed ${seed}, profile ${profile}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const commands = [
    dnl !== undefined && `curl -H "X-Auth-Token: ${tokens.admin}" "${origin}${dnl}/user/list?per_page=1"`,
    acefone !== undefined && `curl -X PATCH -d '{"designation":"Team lead"}' ${origin}${acefone}/user/288256`,
  ];
  return [
    `Understudy ${version} plays ${Object.keys(basePaths).join(' and ')}. Ctrl-C stops it.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...commands.filter(command => command !== false).map(command => `  ${command}`),
    '\n',
  ].join('\n');
}
