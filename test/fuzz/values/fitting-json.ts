import * as fc from 'fast-check';
import type { Operation } from '../../../src/contract/index.js';
import { objectText, oddJson } from './json-text.js';

/** What a body may hold, as a contract says. */
export type Shape = NonNullable<Operation['body']>['shape'];

/** What a shape does not tell, so that requests get further than the check of their fields. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  user_type: ['agent', 'client', 'admin'],
  email_or_name: ['admin', 'written'],
  password: ['admin', 'written'],
  login_id: ['admin', 'arjun.nair', 'written'],
  name: ['written', 'admin'],
  email: ['admin', 'a@example.com'],
};

/** JSON that a shape allows, with all of its keys or with some. */
export function fittingJson(shape: Shape, name = ''): fc.Arbitrary<string> {
  const { items, properties } = shape;
  if (items) return fc.array(fittingJson(items), { maxLength: 4 }).map(texts => `[${texts.join(',')}]`);
  if (properties.size === 0) return scalarText(shape, name);
  const entries = [...properties].map(([key, inner]) => fc.tuple(fc.constant(key), fittingJson(inner, key)));
  const some = fc.subarray(entries.map((_, at) => at));
  const all = fc.tuple(...entries);
  return fc.oneof(
    all.map(objectText),
    fc.tuple(all, some).map(([whole, kept]) => objectText(whole.filter((_, at) => kept.includes(at)))),
  );
}

function scalarText({ types }: Shape, name: string): fc.Arbitrary<string> {
  const words = WORDS[name];
  if (words) return fc.constantFrom(...words).map(word => JSON.stringify(word));
  const texts = [
    ...(types.has('boolean') ? [fc.constantFrom('true', 'false', '"true"')] : []),
    ...(types.has('integer') || types.has('number') ? [fc.integer({ min: 0, max: 3000 }).map(String)] : []),
    ...(types.has('string') ? [fc.string({ minLength: 1, maxLength: 12 }).map(text => JSON.stringify(text))] : []),
    ...(types.has('null') ? [fc.constant('null')] : []),
  ];
  return texts.length === 0 ? oddJson : fc.oneof(...texts);
}
