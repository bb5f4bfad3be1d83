import { describe, expect, test } from 'vitest';
import { generateValue } from '../../../src/fake/index.js';
import { describeSchema, NOW } from './describe-schema.js';

const FORMATS = [
  'date-time',
  'iso-date-time',
  'date',
  'time',
  'iso-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'url',
  'uri-reference',
  'uri-template',
  'uuid',
  'json-pointer',
  'json-pointer-uri-fragment',
  'relative-json-pointer',
  'regex',
  'byte',
  'binary',
  'password',
  'unheard-of',
];

const PATTERNS = [
  '^[A-Z]{2}\\d{6}$',
  '^\\d{3}-\\d{2}$',
  '^(GET|POST)$',
  '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$',
  '^(?=.*[A-Z])(?=.*\\d)(?=.*[!@#]).{8,}$',
  '^(?!0)\\d{4}$',
  '^\\p{Lu}\\p{Ll}+$',
  '^(\\w)\\w\\1$',
  '^(?<year>\\d{4})-\\k<year>$',
  '\\bword\\b',
  '^.*$',
  '.',
  '^$',
  '^[\\w.-]+$',
  '^\\u0041+$',
  '^[一-龠]{2}$',
  '^a{3}b*c?d+?$',
  '^\\+[1-9]\\d{1,14}$',
  '^([01]\\d|2[0-3]):[0-5]\\d$',
  '^#(?:[0-9a-fA-F]{3}){1,2}$',
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  '^\\S+$',
  '^[\\s\\S]{3}$',
];

function makeAll(schema: { [keyword: string]: unknown }): (string | undefined)[] {
  const described = describeSchema({ type: 'string', ...schema });
  return Array.from(
    { length: 6 },
    (_, seed) => generateValue(described, { seed, now: NOW })?.value as string | undefined,
  );
}

describe('a text of a format', () => {
  test.each(FORMATS)('%s', format => {
    for (const text of makeAll({ format })) expect(text).toEqual(expect.any(String));
  });

  test.each([
    'email',
    'hostname',
    'uri',
    'uri-reference',
    'uri-template',
    'json-pointer',
    'byte',
    'duration',
    'regex',
    'password',
  ])('%s of at least 50 characters', format => {
    for (const text of makeAll({ format, minLength: 50 })) expect(text?.length).toBeGreaterThanOrEqual(50);
  });
});

describe('a text that matches a pattern', () => {
  test.each(PATTERNS)('%s', pattern => {
    for (const text of makeAll({ pattern })) expect(text).toMatch(new RegExp(pattern, 'u'));
  });

  test.each([
    ['^[a-z]+$', 30, 31],
    ['^\\w{2,}$', 2, 3],
    ['^(ab)*$', 10, 10],
    ['x', 25, 25],
    ['^.{1,64}$', 60, 64],
  ])('%s between %d and %d characters', (pattern, minLength, maxLength) => {
    for (const text of makeAll({ pattern, minLength, maxLength })) {
      expect(text).toMatch(new RegExp(pattern, 'u'));
      expect(text?.length).toBeGreaterThanOrEqual(minLength);
      expect(text?.length).toBeLessThanOrEqual(maxLength);
    }
  });
});
