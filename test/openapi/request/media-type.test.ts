import { describe, expect, test } from 'vitest';
import { chooseContent, findContent, isJson } from '../../../src/openapi/request/media-type.js';
import { contentOf } from './small-model.js';

const contentsOf = (mediaTypes: string) => mediaTypes.split(' ').map(mediaType => contentOf(mediaType));

describe('The content of a request', () => {
  test.each([
    ['application/json', 'application/json', 'application/json'],
    ['text/plain application/json', 'application/json; charset=utf-8', 'application/json'],
    ['text/plain application/json', 'Application/JSON', 'application/json'],
    ['application/* application/json', 'application/json', 'application/json'],
    ['*/* application/*', 'application/json', 'application/*'],
    ['*/* application/*', 'text/plain', '*/*'],
    ['*/* application/*+json', 'application/vnd.a+json', 'application/*+json'],
    ['a/b;v=1 a/b;v=2', 'a/b; v=2', 'a/b;v=2'],
    ['a/b;v=1 a/b', 'a/b', 'a/b'],
    ['a/b;v=1 a/b', 'a/b;v=3', 'a/b'],
    ['a/b;v=1', 'a/b', 'a/b;v=1'],
    ['a/b;v=1', 'a/b;v=3', undefined],
    ['a/b;charset=utf-8', 'a/b;charset=latin1', 'a/b;charset=utf-8'],
    ['application/json', 'text/json', undefined],
    ['application/json', 'json', undefined],
    ['application/json', ';', undefined],
    ['application/json text/plain', undefined, 'application/json'],
    ['application/xml', undefined, 'application/xml'],
    ['application/xml text/plain', undefined, undefined],
    ['application/json application/hal+json', undefined, undefined],
    ['application/json', ' ', 'application/json'],
  ])('of %s for the type %s is %s', (mediaTypes, header, expected) => {
    expect(findContent(contentsOf(mediaTypes), header)?.mediaType).toBe(expected);
  });
});

describe('The content of a response', () => {
  test.each([
    ['a/b c/d', undefined, 'a/b'],
    ['a/b c/d', '*/*', 'a/b'],
    ['a/b c/d', '', 'a/b'],
    ['a/b c/d', 'nonsense', 'a/b'],
    ['a/b c/d', 'c/d', 'c/d'],
    ['a/b c/d', 'C/D', 'c/d'],
    ['a/b c/d', 'a/b;q=0.5, c/d', 'c/d'],
    ['a/b c/d', 'a/b;q=0.5, c/*;q=0.4', 'a/b'],
    ['a/b c/d', 'a/b;q=0, */*', 'c/d'],
    ['a/b', 'a/b;q=0, */*', undefined],
    ['a/b', 'a/*;q=0', undefined],
    ['a/b c/d', 'x/y', undefined],
    ['a/b c/d', 'x/y, */*;q=0.1', 'a/b'],
    ['a/b c/d', 'text/html,application/xhtml+xml,*/*;q=0.8', 'a/b'],
    ['a/b;v=1 a/b;v=2', 'a/b;v=2', 'a/b;v=2'],
    ['a/b;v=1 a/b;v=2', 'a/b', 'a/b;v=1'],
    ['a/b;v=1 a/b;v=2', 'a/b;q=0.2, a/b;v=2', 'a/b;v=2'],
    ['a/b', 'a/b;v=2', undefined],
    ['a/b', 'a/b;charset=utf-8', 'a/b'],
    ['a/b', 'a/b;v="x, c/d"', undefined],
    ['a/* c/d', 'a/b', 'a/*'],
    ['*/*', 'a/b', '*/*'],
    ['a/b c/d', 'a/b;q=7, c/d', 'a/b'],
    ['a/b c/d', ',,;;q=1, c/d ,', 'c/d'],
  ])('of %s for Accept: %s is %s', (mediaTypes, accept, expected) => {
    expect(chooseContent(contentsOf(mediaTypes), accept)?.mediaType).toBe(expected);
  });

  test('is absent if the description has none', () => {
    expect(chooseContent([], undefined)).toBeUndefined();
    expect(chooseContent([], 'a/b')).toBeUndefined();
  });
});

test.each([
  ['application/json', true],
  ['application/json ; charset=utf-8', true],
  ['application/problem+json', true],
  ['TEXT/JSON', true],
  ['application/*+json', true],
  ['application/jsonl', false],
  ['application/x-json-stream', false],
  ['text/plain; a="/json"', false],
])('Bodies of the type %s are JSON: %s', (mediaType, expected) => {
  expect(isJson(mediaType)).toBe(expected);
});
