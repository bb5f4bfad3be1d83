import type { SeenHeaders } from '../data/request-types.js';

export type TryRequest = { method: string; url: string; headers: Readonly<Record<string, string>>; body?: string };
export type TryResult =
  | { status: number; milliseconds: number; headers: SeenHeaders; body: unknown }
  | { failure: string };

/** Sends a request as a client of the API does: without cookies, and without the token of the control plane. */
export async function sendTry({ method, url, headers, body }: TryRequest): Promise<TryResult> {
  const start = performance.now();
  try {
    const response = await fetch(url, {
      method,
      credentials: 'omit',
      cache: 'no-store',
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      milliseconds: Math.round(performance.now() - start),
      headers: Object.fromEntries(response.headers),
      body: text === '' ? undefined : parse(text),
    };
  } catch {
    return { failure: 'No response came: the connection was closed, or the server does not run.' };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The command of a shell that sends the same request. */
export function commandOfTry({ method, url, headers, body }: TryRequest): string {
  const all = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers };
  const lines = [
    `curl -X ${method} ${quote(location.origin + url)}`,
    ...Object.entries(all).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quote(body)}`]),
  ];
  return lines.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
