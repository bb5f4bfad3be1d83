import { describe, expect, test } from 'vitest';
import { type FoundOnServer, parseFilter } from '../../src/console/page/requests/filter.js';
import { summary } from './summaries.js';

const unknown: FoundOnServer = () => undefined;

describe('A filter', () => {
  test.each([
    ['', true],
    ['status:200', true],
    ['status:2xx', true],
    ['status:4xx', false],
    ['status:4xx,200', true],
    ['status:>=200', true],
    ['status:<200', false],
    ['status:none', false],
    ['method:get', true],
    ['method:post,get', true],
    ['method:ge', false],
    ['op:listUsers', true],
    ['op:list', false],
    ['op:list*', true],
    ['-op:listUsers', false],
    ['-op:getUser', true],
    ['api:dnl', true],
    ['by:handler', true],
    ['rule:*', false],
    ['-rule:*', true],
    ['url:page=2', true],
    ['url:PAGE', true],
    ['ms:>10', true],
    ['ms:>=12.5', false],
    ['id:1', true],
    ['is:failed', false],
    ['is:unmatched', false],
    ['listusers', true],
    ['"GET /v1"', true],
    ['-"GET /v1"', false],
    ['status:2xx -op:getUser list', true],
    ['status:2xx op:getUser', false],
    ['STATUS:200', true],
  ])('%j matches a list of users: %j', (text, expected) => {
    const { matches, issues } = parseFilter(text);
    expect(issues).toEqual([]);
    expect(matches(summary(), unknown)).toBe(expected);
  });

  test.each([
    ['status:none', { status: 0 }],
    ['is:failed', { status: 0 }],
    ['is:failed', { status: 404 }],
    ['is:unmatched', { respondedBy: 'unmatched' }],
    ['is:refused', { respondedBy: 'refusal' }],
    ['is:unknown', { unknown: 2 }],
    ['is:callback', { callback: true }],
    ['rule:rule-1', { rule: 'rule-1' }],
  ] as const)('%j matches %j', (text, changes) => {
    expect(parseFilter(text).matches(summary(changes), unknown)).toBe(true);
  });

  test.each(['status:', 'op:', '-status:', 'body:', 'status:""'])(
    'ignores %j, of which the value is still to be typed',
    text => {
      const { matches, issues, remotes } = parseFilter(text);
      expect([matches(summary(), unknown), issues, remotes]).toEqual([true, [], []]);
    },
  );

  test.each([
    ['status:abc', 'status: takes such as 404, 4xx, >=500 or none.'],
    ['ms:fast', 'ms: takes a number, or such as >100.'],
    ['is:odd', 'is: takes violation, unmatched, refused, failed, unknown, callback.'],
    ['colour:red', 'There is no colour: use status, method, op, api, by, rule, url, ms, id, body, response, is.'],
  ])('names what is wrong with %j, and ignores it', (text, issue) => {
    const { matches, issues } = parseFilter(text);
    expect(issues).toEqual([issue]);
    expect(matches(summary(), unknown)).toBe(true);
  });
});

describe('A search for which the server is needed', () => {
  test('is named once for each term', () => {
    expect(parseFilter('body:agent -response:"no such" is:violation status:4xx').remotes).toEqual([
      { parameter: 'body', value: 'agent' },
      { parameter: 'responseBody', value: 'no such' },
      { parameter: 'violations', value: 'true' },
    ]);
  });

  test.each([
    ['body:x', true, true],
    ['body:x', false, false],
    ['body:x', undefined, false],
    ['-body:x', true, false],
    ['-body:x', false, true],
    ['-body:x', undefined, false],
  ])('%j of which the server says %j: shown %j', (text, found, shown) => {
    expect(parseFilter(text).matches(summary(), () => found)).toBe(shown);
  });
});
