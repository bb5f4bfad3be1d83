import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/index.js';
import { writeFiles } from '../openapi/files.js';

export type Sent = { headers?: Record<string, string | string[]>; body?: string | Buffer };

export type Received = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body parsed as JSON; undefined where it is none. */
  json: ReturnType<typeof JSON.parse>;
};

/** A mock of one test that plays a description, with each response validated, and what sends requests to it. */
export type Played = {
  mock: Mock;
  url: string;
  failures: readonly Error[];
  send(method: string, path: string, sent?: Sent): Promise<Received>;
  get(path: string, headers?: Record<string, string>): Promise<Received>;
};

/** Plays a description as the API `things`. */
export async function play(description: unknown, options: MockOptions = {}): Promise<Played> {
  return playFiles({ 'things.json': description }, ['things.json'], options);
}

/** Plays the descriptions in some files. */
export async function playFiles(
  files: Readonly<Record<string, unknown>>,
  names: readonly string[],
  options: MockOptions = {},
): Promise<Played> {
  const folder = writeFiles(files);
  const failures: Error[] = [];
  const mock = await createMock({
    descriptions: names.map(name => join(folder, name)),
    validateResponses: true,
    onFailure: failure => failures.push(failure),
    ...options,
  });
  onTestFinished(() => mock.close());
  const url = await mock.listen();
  const send = (method: string, path: string, sent: Sent = {}) => sendTo(url, { method, path, ...sent });
  return { mock, url, failures, send, get: (path, headers = {}) => send('GET', path, { headers }) };
}

/** Sends a request whose path stays as it is, which `fetch` would normalize. */
export function sendTo(
  url: string,
  { method, path, headers = {}, body }: Sent & { method: string; path: string },
): Promise<Received> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, headers, agent: false }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parseOrUndefined(text) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A description of 3.0 with these paths. */
export function api(paths: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { openapi: '3.0.3', info: { title: 'Things', version: '1' }, paths, ...more };
}

/** The responses of an operation with one JSON response 200. */
export function ok(schema: unknown, more: Record<string, unknown> = {}): { responses: Record<string, unknown> } {
  return { responses: { 200: json(schema, more) } };
}

/** A JSON response. */
export function json(schema: unknown, more: Record<string, unknown> = {}) {
  return { description: 'json', content: { 'application/json': { schema, ...more } } };
}

/** A required JSON body. */
export function jsonBody(schema: unknown) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** Fails for a mock that has failed: each response must be valid. */
export function expectNoFailure({ failures }: Played): void {
  expect(failures.map(({ message }) => message)).toEqual([]);
}
