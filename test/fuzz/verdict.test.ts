import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/index.js';
import type { Attack } from './attack.js';
import type { HttpRequest } from './http-request.js';
import { verdictOf } from './verdict.js';

const attack = (expects: Attack['expects']): Attack => ({
  kind: 'test',
  pieces: [],
  pace: 'at once',
  ending: 'wait',
  expects,
});
const silence = { answers: [], fault: undefined, text: '', isLate: false };

const operation = loadContract('dnl').operations.find(({ id }) => id === 'getUser');
const request: HttpRequest = { method: 'GET', target: '/v1/user/1', headers: [], ...(operation && { operation }) };
const answered = (status: number, text: string) => {
  const headers = new Map([['content-type', 'application/json']]);
  return { ...silence, answers: [{ status, headers, body: Buffer.from(text) }] };
};

test.each([
  ['as documented', answered(404, '{"error_type":"Object not found","success":false}'), undefined],
  ['a failure', answered(500, '{}'), 'it answered 500'],
  ['nothing', silence, 'no answer came, the connection was closed'],
  ['nothing for too long', { ...silence, isLate: true }, 'no answer came'],
  ['no JSON', answered(404, '{"error_type"'), 'the body of a 404 is no JSON'],
  ['what no page has', answered(404, '{}'), 'a 404 violates the contract'],
  ['a status that no page has', answered(418, '{}'), 'a 418 violates the contract'],
])('The answer to a sound request is judged: %s', (_, outcome, wrong) => {
  const verdict = verdictOf(attack([request]), outcome);
  if (wrong) expect(verdict).toContain(wrong);
  else expect(verdict).toBeUndefined();
});

test('Whatever is broken may be refused or cut off, but not fail or be left open', () => {
  const outcome = (text: string) => verdictOf(attack('no failure'), { ...silence, text });
  expect(outcome('')).toBeUndefined();
  expect(outcome('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')).toBeUndefined();
  expect(outcome('HTTP/1.1 200 OK\r\n\r\n{"detail":"HTTP/1.1 500 in a text"}')).toBeUndefined();
  expect(outcome('HTTP/1.1 200 OK\r\n\r\n{}HTTP/1.1 500 Internal Server Error\r\n\r\n')).toContain('500');
  expect(verdictOf(attack('no failure'), { ...silence, isLate: true })).toBe('the connection was not closed');
  expect(verdictOf(attack('anything'), { ...silence, text: 'HTTP/1.1 503 x\r\n' })).toBeUndefined();
});
