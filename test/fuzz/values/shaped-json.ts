import * as fc from 'fast-check';
import type { Operation } from '../../../src/contract/index.js';
import { hostileName } from './hostile-text.js';
import { brokenJson, objectText, oddJson } from './json-text.js';

type Shape = NonNullable<Operation['body']>['shape'];

/** The bytes of a body for a shape: fitting, nearly so, or not at all. */
export function bodyFor(shape: Shape): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    { weight: 12, arbitrary: textOf(shape).map(encoded) },
    { weight: 2, arbitrary: oddJson.map(encoded) },
    { weight: 2, arbitrary: brokenJson.map(encoded) },
    { weight: 1, arbitrary: anyBytes },
  );
}

/** Bytes that stand for nothing. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom(20_000, 1_100_000).map(length => new Uint8Array(length).fill(0x20)) },
  { weight: 1, arbitrary: fc.nat(200_000).map(length => encoded(`{"name":"${'x'.repeat(length)}"}`)) },
);

/** JSON text with the keys that a shape knows, some of them, and now and then others. */
function textOf(shape: Shape): fc.Arbitrary<string> {
  const known = [...shape.properties];
  if (known.length === 0) return scalarText(shape);
  const entry = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constantFrom(...known).chain(([name, inner]) => fc.tuple(fc.constant(name), valueText(inner))),
    },
    { weight: 1, arbitrary: fc.tuple(hostileName, oddJson) },
  );
  const whole = fc.tuple(...known.map(([name, inner]) => fc.tuple(fc.constant(name), fittingText(inner))));
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(entry, { maxLength: 8 }).map(objectText) },
    {
      weight: 3,
      arbitrary: fc.tuple(whole, fc.array(entry, { maxLength: 2 })).map(([all, odd]) => objectText([...all, ...odd])),
    },
  );
}

function valueText(shape: Shape): fc.Arbitrary<string> {
  return fc.oneof({ weight: 2, arbitrary: fittingText(shape) }, { weight: 1, arbitrary: oddJson });
}

function fittingText(shape: Shape): fc.Arbitrary<string> {
  const { items } = shape;
  if (items) return fc.array(valueText(items), { maxLength: 4 }).map(texts => `[${texts.join(',')}]`);
  return shape.properties.size > 0 ? textOf(shape) : scalarText(shape);
}

function scalarText({ types }: Shape): fc.Arbitrary<string> {
  const texts = [
    ...(types.has('boolean') ? [fc.constantFrom('true', 'false', '"true"', '"off"')] : []),
    ...(types.has('integer') || types.has('number') ? [fc.integer({ min: 0, max: 3000 }).map(String)] : []),
    ...(types.has('string') ? [fc.string({ maxLength: 12 }).map(text => JSON.stringify(text)), WORDS] : []),
    ...(types.has('null') ? [fc.constant('null')] : []),
  ];
  return texts.length === 0 ? oddJson : fc.oneof(...texts);
}

/** What a field may want to have, so that requests get further than its check. */
const WORDS = fc.constantFrom('"agent"', '"client"', '"admin"', '"type"', '"a@example.com"');

function encoded(text: string): Uint8Array {
  return Buffer.from(text);
}
