import type { Mock } from '../app/index.js';

/** What a user needs to begin: where the APIs are, the tokens, what the data are, and commands to paste. */
export function banner(
  { apis, root, tokens, users, seed }: Mock,
  { url, version, profile, data }: { url: string; version: string; profile: string; data: string | undefined },
): string {
  const origin = url.replace('//127.0.0.1:', '//localhost:');
  const isServed = (api: string) => apis.includes(api);
  const rows = [
    ...apis.map(api => [api, `${origin}${api === root ? '' : `/${api}`}/v1`]),
    ...(isServed('dnl')
      ? [
          ['admin token', tokens.admin],
          ['other token', `${tokens.nonAdmin} (no admin: refused)`],
        ]
      : []),
    ...(isServed('acefone') ? [['acefone token', `${tokens.acefone} (asked for only with --reading auth=token)`]] : []),
    ['data', `${data === undefined ? 'in memory' : `in ${data}`}, ${users} users, seed ${seed}, profile ${profile}`],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return [
    `Understudy ${version} plays ${apis.join(' and ')}. Ctrl-C stops it.`,
    '',
    ...rows.map(([name = '', value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...(isServed('dnl')
      ? [`  curl -H "X-Auth-Token: ${tokens.admin}" "${origin}${root === 'dnl' ? '' : '/dnl'}/v1/user/list?per_page=1"`]
      : []),
    ...(isServed('acefone')
      ? [
          `  curl -X PATCH -d '{"designation":"Team lead"}' ${origin}${root === 'acefone' ? '' : '/acefone'}/v1/user/288256`,
        ]
      : []),
    '',
    '',
  ].join('\n');
}
