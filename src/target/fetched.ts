import type { Exchange } from './exchange.js';
import { sentHeaders, type TargetRequest } from './request.js';

/** Sends one request and reads the whole answer; whatever goes wrong is in the exchange. */
export async function fetched(
  request: TargetRequest,
  { url, timeout }: { url: string; timeout: number },
): Promise<Exchange> {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const limit = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: sentHeaders(request),
      redirect: 'manual',
      signal: limit,
      ...(request.body !== undefined && { body: request.body }),
    });
    const text = await response.text();
    const reply = { status: response.status, headers: Object.fromEntries(response.headers), text, json: jsonOf(text) };
    return { request, url, reply, milliseconds: elapsed() };
  } catch (error) {
    const failure = limit.aborted
      ? ({ kind: 'timeout', message: `No whole answer came within ${timeout / 1000} s.` } as const)
      : failureOf(error as Error);
    return { request, url, failure, milliseconds: elapsed() };
  }
}

function failureOf(error: Error): NonNullable<Exchange['failure']> {
  const cause = (error.cause ?? error) as NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] };
  const code = cause.code ?? cause.errors?.[0]?.code;
  const reason = (cause.message || code || String(cause)).trim().replace(/\s+/g, ' ');
  if (code && UNREACHABLE.has(code)) return { kind: 'refused', message: `No connection could be made: ${code}.` };
  return { kind: 'broken', message: `The connection broke: ${reason}.` };
}

/** What the system says when there is nobody at the other end. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
