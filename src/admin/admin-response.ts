import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';

/**
 * The response of an action: a JSON value, a text with its media type, JSON in pieces that are created while they are sent,
 * or only a status.
 */
export type AdminResponse = {
  status?: number;
  json?: unknown;
  text?: { type: string; body: string };
  pieces?: AsyncIterable<string | Uint8Array>;
  headers?: Record<string, string>;
};

/** The headers of each response. There are no CORS headers: no page of another origin may read it, or load it as a script. */
export const EVERY_RESPONSE = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Sends a response of the control plane. */
export async function sendAdminResponse(response: ServerResponse, { pieces, ...whole }: AdminResponse): Promise<void> {
  if (!pieces) return sendWhole(response, whole);
  response.writeHead(whole.status ?? 200, { ...EVERY_RESPONSE, 'Content-Type': 'application/json' });
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await waitForDrain(response);
  }
  response.end();
}

/** The JSON value of a response. */
export async function jsonOf({ json, text, pieces }: AdminResponse): Promise<unknown> {
  if (pieces) {
    const parts: Uint8Array[] = [];
    for await (const piece of pieces) parts.push(Buffer.from(piece));
    return JSON.parse(Buffer.concat(parts).toString());
  }
  return text ? JSON.parse(text.body) : json;
}

/** Waits until more can be written or the connection is closed, and removes its listeners. */
async function waitForDrain(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const either = ['drain', 'close'].map(event => once(response, event, { signal: over.signal }));
  await Promise.race(either).finally(() => over.abort());
}

function sendWhole(response: ServerResponse, { status = 200, json, text, headers }: AdminResponse): void {
  // part of a response was sent before it failed: only a closed connection can say so
  if (response.headersSent) return void response.destroy();
  if (response.destroyed) return;
  const content = text ?? (json === undefined ? undefined : { type: 'application/json', body: jsonLine(json) });
  const described = content && { 'Content-Type': content.type, 'Content-Length': Buffer.byteLength(content.body) };
  response.writeHead(status, { ...EVERY_RESPONSE, ...headers, ...described });
  response.end(content?.body);
}

/** Sends a problem as problem details (RFC 9457). */
export function sendProblem(response: ServerResponse, problem: Problem, headers: Record<string, string> = {}): void {
  const text = { type: 'application/problem+json', body: jsonLine(problem) };
  sendWhole(response, { status: problem.status, text, headers });
}

/** JSON with a line end, so that a terminal shows its prompt on the next line. */
function jsonLine(json: unknown): string {
  return `${JSON.stringify(json)}\n`;
}
