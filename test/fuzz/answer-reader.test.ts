import { expect, test } from 'vitest';
import { AnswerReader } from './answer-reader.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

function read(text: string, methods: readonly string[]): AnswerReader {
  const reader = new AnswerReader(methods);
  for (const letter of text) reader.push(Buffer.from(letter, 'latin1'));
  return reader;
}

test('Answers are told apart, however they come in', () => {
  const text = `HTTP/1.1 100 Continue\r\n\r\n${OK}HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n${OK}`;
  const { answers, fault } = read(text, ['GET', 'OPTIONS', 'HEAD', 'GET']);
  expect(fault).toBeUndefined();
  expect(answers.map(({ status, body }) => [status, String(body)])).toEqual([
    [200, '{}'],
    [204, ''],
    [404, ''],
    [200, '{}'],
  ]);
});

test.each([
  ['a length that is too short', OK.replace('2', '1') + OK, 'what came is no answer'],
  ['no length', 'HTTP/1.1 200 OK\r\n\r\n{}', 'a 200 came without Content-Length'],
  ['a length that is none', OK.replace(': 2', ': 0x2'), 'the Content-Length is 0x2'],
  ['a header twice', OK.replace('\r\n', '\r\nContent-Length: 2\r\n'), 'a header came twice'],
  ['an answer too many', OK + OK + OK, 'more came than was asked for'],
])('%s is a fault', (_, text, fault) => {
  expect(read(text, ['GET', 'GET']).fault).toContain(fault);
});
