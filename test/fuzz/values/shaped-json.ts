import * as fc from 'fast-check';
import { fittingJson, type Shape } from './fitting-json.js';
import { hostileName } from './hostile-text.js';
import { brokenJson, objectText, oddJson } from './json-text.js';

/** The bytes of a body for a shape: fitting, nearly so, or not at all. */
export function bodyFor(shape: Shape): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    { weight: 6, arbitrary: fittingJson(shape).map(encoded) },
    { weight: 8, arbitrary: nearlyFitting(shape).map(encoded) },
    { weight: 2, arbitrary: oddJson.map(encoded) },
    { weight: 2, arbitrary: brokenJson.map(encoded) },
    { weight: 1, arbitrary: anyBytes },
  );
}

const LONG = [20_000, 1_100_000].map(length => new Uint8Array(length).fill(0x20));

/** Bytes that stand for nothing. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom(...LONG) },
  { weight: 1, arbitrary: fc.nat(20_000).map(length => encoded(`{"name":"${'x'.repeat(length)}"}`)) },
);

/** JSON whose keys a shape knows, most of their values fitting, and now and then others. */
function nearlyFitting(shape: Shape): fc.Arbitrary<string> {
  const known = [...shape.properties].map(([name, inner]) => {
    const value = fc.oneof({ weight: 2, arbitrary: fittingJson(inner, name) }, { weight: 1, arbitrary: oddJson });
    return fc.tuple(fc.constant(name), value);
  });
  const entry = fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...known) },
    { weight: 1, arbitrary: fc.tuple(hostileName, oddJson) },
  );
  const odd = fc.array(entry, { minLength: 1, maxLength: 4 }).map(objectText);
  return fc.oneof(odd, fc.tuple(fittingJson(shape), odd).map(merged));
}

/** Of two objects' JSON the keys of both, whether or not they are the same. */
function merged([one, other]: readonly [string, string]): string {
  return one === '{}' ? other : `${one.slice(0, -1)},${other.slice(1)}`;
}

function encoded(text: string): Uint8Array {
  return Buffer.from(text);
}
