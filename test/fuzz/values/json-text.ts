import * as fc from 'fast-check';
import { hostileName, hostileText } from './hostile-text.js';

/** JSON that is sound but odd, as text, since no value says `1e400`, a key twice or half a surrogate pair. */
export const oddJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: hostileText.map(text => JSON.stringify(text)) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'null',
      'true',
      'false',
      '""',
      '0',
      '-0',
      '-1',
      '1.5',
      '1e400',
      '-1e400',
      '1e-400',
      '9007199254740993',
      '1'.repeat(400),
      '"\\ud800"',
      '"\\u0000"',
      '"true"',
      '"1"',
      '[]',
      '{}',
      '[null]',
      '[[[]]]',
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"":{"":{"":{}}}}',
      '{"a":1,"a":2}',
      '{"toJSON":1,"then":1,"length":-1}',
    ),
  },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('[', '{"a":'), fc.nat(80)).map(([open, depth]) => nested(open, depth)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('[', '{"a":'), fc.constantFrom(65, 2000, 30_000))
      .map(([open, depth]) => nested(open, depth)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(hostileName, fc.nat(400))
      .map(([name, times]) => objectText(Array.from({ length: times }, (_, at) => [name + at, '1']))),
  },
);

/** What is no JSON, or was. */
export const brokenJson: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(oddJson, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
  fc
    .tuple(fc.constantFrom('{', '[', '{"a":'), fc.constantFrom(10, 70, 50_000))
    .map(([open, times]) => open.repeat(times)),
  fc.tuple(oddJson, oddJson).map(texts => texts.join('')),
  fc.constantFrom(
    '',
    ' \t\r\n',
    '\ufeff{}',
    '{"a":NaN}',
    "{'a':1}",
    '{a:1}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '\\t{\\n"name":\\t"x"}',
    `{"a":"${'\\'.repeat(3001)}"}`,
    '// {}',
    'undefined',
    'name=a&passwd=b',
    '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\na\r\n--x--',
    '<user/>',
  ),
  hostileText,
);

/** An object's JSON from keys and the JSON of their values; keys may come twice. */
export function objectText(entries: readonly (readonly [name: string, json: string])[]): string {
  return `{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

function nested(open: string, depth: number): string {
  const close = open === '[' ? ']' : '}';
  return `${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}`;
}
