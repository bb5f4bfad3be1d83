import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';

/**
 * What an act of the control plane answers: a value as JSON, a text of a media type, JSON that is made in pieces while it is
 * sent, or nothing but a status.
 */
export type AdminResponse = {
  status?: number;
  json?: unknown;
  text?: { type: string; body: string };
  pieces?: AsyncIterable<string | Uint8Array>;
  headers?: Record<string, string>;
};

/** What each answer has. There are no CORS headers: no page of another origin may read it, nor take it for a script. */
export const EVERY_RESPONSE = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Sends an answer of the control plane. */
export async function sendAdminResponse(response: ServerResponse, { pieces, ...answer }: AdminResponse): Promise<void> {
  if (!pieces) return sendWhole(response, answer);
  response.writeHead(answer.status ?? 200, { ...EVERY_RESPONSE, 'Content-Type': 'application/json' });
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

/** What an answer has as JSON. */
export async function jsonIn({ json, text, pieces }: AdminResponse): Promise<unknown> {
  if (pieces) {
    const parts: Uint8Array[] = [];
    for await (const piece of pieces) parts.push(Buffer.from(piece));
    return JSON.parse(Buffer.concat(parts).toString());
  }
  return text ? JSON.parse(text.body) : json;
}

/** Waits until more can be written or nobody reads any more, and leaves no listener behind. */
async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const either = ['drain', 'close'].map(event => once(response, event, { signal: over.signal }));
  await Promise.race(either).finally(() => over.abort());
}

function sendWhole(response: ServerResponse, { status = 200, json, text, headers }: AdminResponse): void {
  // of an answer that went wrong on its way nothing can be told any more but that it is not whole
  if (response.headersSent) return void response.destroy();
  if (response.destroyed) return;
  const content = text ?? (json === undefined ? undefined : { type: 'application/json', body: jsonLine(json) });
  const described = content && { 'Content-Type': content.type, 'Content-Length': Buffer.byteLength(content.body) };
  response.writeHead(status, { ...EVERY_RESPONSE, ...headers, ...described });
  response.end(content?.body);
}

/** Sends a failure of ours, as problem details (RFC 9457). */
export function sendProblem(response: ServerResponse, problem: Problem, headers: Record<string, string> = {}): void {
  const text = { type: 'application/problem+json', body: jsonLine(problem) };
  sendWhole(response, { status: problem.status, text, headers });
}

/** With its end, so that a terminal's prompt stands in the next line. */
function jsonLine(json: unknown): string {
  return `${JSON.stringify(json)}\n`;
}
