import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePrefer } from '../../src/rules/index.js';

const NOTHING = { readings: {}, applied: [] };

describe('A preference is read', () => {
  test.each<[string, object]>([
    ['code=404', { code: 404, applied: ['code=404'] }],
    ['code = 404 ; x=y, delay="300"', { code: 404, delay: 300, applied: ['code=404', 'delay=300'] }],
    ['CODE=404', { code: 404, applied: ['code=404'] }],
    ['code=404, code=500', { code: 404, applied: ['code=404'] }],
    ['fault=EMPTY_RESPONSE', { fault: 'EMPTY_RESPONSE', applied: ['fault=EMPTY_RESPONSE'] }],
    ['profile=consistent', { profile: 'consistent', applied: ['profile=consistent'] }],
    [
      'reading="text-match=contains"',
      { readings: { 'text-match': 'contains' }, applied: ['reading="text-match=contains"'] },
    ],
    [
      'reading=text-match=contains',
      { readings: { 'text-match': 'contains' }, applied: ['reading="text-match=contains"'] },
    ],
    [
      'reading="a=b", reading="c=d", reading="a=z"',
      { readings: { a: 'b', c: 'd' }, applied: ['reading="a=b"', 'reading="c=d"'] },
    ],
    [String.raw`reading="\a=b"`, { readings: { a: 'b' }, applied: ['reading="a=b"'] }],
  ])('%s', (header, preferences) => {
    expect(parsePrefer(header)).toEqual({ value: { ...NOTHING, ...preferences } });
  });
});

describe('A preference that is not ours is ignored', () => {
  test.each([
    '',
    ' , ,',
    'respond-async, wait=10',
    'return=minimal; foo="a, code=500"',
    '"code=404"',
    'constructor=1',
    '__proto__=1',
    '=5',
    ';',
  ])('%s', header => {
    expect(parsePrefer(header)).toEqual({ value: NOTHING });
  });
});

test('all invalid values of our preferences are listed together', () => {
  expect(parsePrefer('code=120, delay=-1, fault=x, profile="a b", reading=z, respond-async')).toEqual({
    issues: [
      'Prefer: code must be an integer from 200 to 599, not "120".',
      'Prefer: delay must be an integer from 0 to 30000, not "-1".',
      'Prefer: fault must be one of CONNECTION_RESET_BY_PEER, EMPTY_RESPONSE, MALFORMED_RESPONSE_CHUNK, RANDOM_DATA_THEN_CLOSE, not "x".',
      'Prefer: profile must be the name of a profile, not "a b".',
      'Prefer: reading must be the id of a reading and a choice, as in "text-match=contains", not "z".',
    ],
  });
  for (const header of ['code', 'code=', 'code=""', 'code=4e2', 'delay=30001', 'reading="a=b=c"']) {
    expect(parsePrefer(header)).toMatchObject({ issues: [expect.stringContaining('must be')] });
  }
});

test('the applied preferences are valid in a header, whatever the request had', () => {
  const pieces = fc.constantFrom(
    'code',
    'reading',
    'profile',
    '=',
    '"',
    '\\',
    ',',
    ';',
    ' ',
    '404',
    'a=b',
    '\x01',
    'é',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), parts => {
      const read = parsePrefer(parts.join(''));
      if ('value' in read) for (const piece of read.value.applied) expect(piece).toMatch(/^[\w-]+=[\w="-]+$/);
    }),
  );
});
