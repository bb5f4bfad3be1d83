import type { ServerResponse } from 'node:http';
import type { Problem } from '../kernel/index.js';

/** What an act of the control plane answers: a value as JSON, a text of a media type, or nothing but a status. */
export type ControlAnswer = {
  status?: number;
  json?: unknown;
  text?: { type: string; body: string };
  headers?: Record<string, string>;
};

/** Sends an answer of the control plane. It has no CORS headers: no page of another origin may read it. */
export function sendAnswer(response: ServerResponse, { status = 200, json, text, headers }: ControlAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const { type, body } = text ?? {
    type: 'application/json',
    body: json === undefined ? '' : `${JSON.stringify(json)}\n`,
  };
  if (body === '') {
    response.writeHead(status, { ...headers, 'Cache-Control': 'no-store' });
    response.end();
    return;
  }
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...headers,
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Sends a failure of ours, as problem details (RFC 9457). */
export function sendProblem(response: ServerResponse, problem: Problem, headers?: Record<string, string>): void {
  const body = `${JSON.stringify(problem)}\n`;
  sendAnswer(response, {
    status: problem.status,
    text: { type: 'application/problem+json', body },
    ...(headers && { headers }),
  });
}
