import * as fc from 'fast-check';

/** Names that every object has, or that code gives a meaning to. */
export const SPECIAL_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '__defineGetter__',
  '$ref',
  '',
];

const NUMBERS = [
  'NaN',
  'Infinity',
  '-Infinity',
  '-0',
  '-1',
  '0x10',
  '0b1',
  '1_000',
  '1e3',
  '1e400',
  '1.5',
  '01',
  '9007199254740993',
  '99999999999999999999',
  '-99999999999999999999',
  '\u0661',
  '\uff11',
  ' 1',
  '1\n',
];

const TIMES = [
  '2018-02-30',
  '2018-02-14T15:59:60Z',
  '2018-02-14T15:59:45.142396+00:00',
  '2018-02-14T15:59:45 00:00',
  '2018-02-14T24:00:00Z',
  '2018-02-14T15:59:45+99:99',
  `2018-02-14T15:59:45.${'9'.repeat(200)}Z`,
  '+275760-09-13T00:00:00Z',
  '-271821-04-20',
  '0000-00-00',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59.999999999-23:59',
  'now',
];

const LISTS = [
  ',',
  ',,,,',
  '1,2,,3',
  '1-',
  '-',
  '1-2-3',
  '5-1',
  '1-5,3-9,2',
  '0-9007199254740991',
  '1-99999999999999999999',
  Array.from({ length: 400 }, (_, at) => at * 7).join(','),
  '1-1000000,'.repeat(60),
];

/** What interpreters, shells, databases and regular expressions stumble over. */
const CODE = [
  "' OR '1'='1",
  '1; DROP TABLE users--',
  '%27',
  '$where',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to be sent as it stands
  '${7*7}',
  '{{7*7}}',
  '(a+)+$',
  '((((((((((',
  '[a-',
  '\\',
  `${'a'.repeat(3000)}!`,
  '.*'.repeat(300),
  `${' '.repeat(2000)}x`,
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '[object Object]',
  '{"a":[{"b":null}]}',
];

const UNICODE = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202eabc',
  '\ufeff',
  '\u2028',
  'e\u0301'.repeat(50),
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\uffff',
  '\u0130',
  '\u00df',
];

const crafted = fc.constantFrom(...SPECIAL_NAMES, ...NUMBERS, ...TIMES, ...LISTS, ...CODE, ...UNICODE);

/** Text that nobody sends in good faith, up to a few thousand characters. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: crafted },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer().map(String) },
  { weight: 1, arbitrary: fc.tuple(crafted, crafted).map(texts => texts.join('')) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.string({ maxLength: 2 }), fc.nat(3000)).map(([text, times]) => text.repeat(times)),
  },
);

/** The name of something, mostly harmless. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...SPECIAL_NAMES),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  hostileText,
);
