import type { Exchange } from './exchange.js';
import type { HeaderValue } from './request.js';

/** A command that sends the request again, to paste into a shell; secrets stand in it as variables of that shell. */
export function curlOf({ request: { method, headers, body }, url }: Exchange): string {
  const parts = ['curl -sS', ...(method === 'GET' ? [] : [`-X ${method}`])];
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${header(name, value)}`);
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`);
  // without --path-as-is curl would drop /./ and /../; --globoff keeps it from reading [] and {} in a URL
  return [...parts, '--path-as-is', '--globoff', quoted(url)].join(' ');
}

/** A header without a value is written with a semicolon: with a colon curl leaves it out. */
function header(name: string, value: HeaderValue): string {
  if (value === '') return quoted(`${name};`);
  return typeof value === 'string' ? quoted(`${name}: ${value}`) : `"${name}: ${value.shown}"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
