import type { ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';

/** What an act of the control plane answers: a value as JSON, a text of a media type, or nothing but a status. */
export type ControlAnswer = {
  status?: number;
  json?: unknown;
  text?: { type: string; body: string };
  headers?: Record<string, string>;
};

/** What each answer has. There are no CORS headers: no page of another origin may read it, nor take it for a script. */
export const EVERY_ANSWER = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Sends an answer of the control plane. */
export function sendAnswer(response: ServerResponse, { status = 200, json, text, headers }: ControlAnswer): void {
  // of an answer that went wrong on its way nothing can be told any more but that it is not whole
  if (response.headersSent) return void response.destroy();
  if (response.destroyed) return;
  const content = text ?? (json === undefined ? undefined : { type: 'application/json', body: lineOf(json) });
  const described = content && { 'Content-Type': content.type, 'Content-Length': Buffer.byteLength(content.body) };
  response.writeHead(status, { ...EVERY_ANSWER, ...headers, ...described });
  response.end(content?.body);
}

/** Sends a failure of ours, as problem details (RFC 9457). */
export function sendProblem(response: ServerResponse, problem: Problem, headers: Record<string, string> = {}): void {
  const text = { type: 'application/problem+json', body: lineOf(problem) };
  sendAnswer(response, { status: problem.status, text, headers });
}

/** With its end, so that a terminal's prompt stands in the next line. */
function lineOf(json: unknown): string {
  return `${JSON.stringify(json)}\n`;
}
