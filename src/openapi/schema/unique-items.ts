import type { SchemaValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { canonicalJson } from '../../kernel/index.js';

/** Replaces ajv's `uniqueItems`, which compares each item with each other: a list of 60,000 objects took minutes. */
export function replaceUniqueItems(ajv: Ajv2020): void {
  const validate: SchemaValidateFunction = (isUnique: boolean, list: unknown[]) => {
    const repeated = isUnique ? findRepeated(list) : undefined;
    if (!repeated) return true;
    const [first, second] = repeated;
    const message = `must NOT have duplicate items (items ## ${first} and ${second} are identical)`;
    validate.errors = [{ keyword: KEYWORD, message, params: { i: second, j: first } }];
    return false;
  };
  ajv.removeKeyword(KEYWORD);
  ajv.addKeyword({ keyword: KEYWORD, type: 'array', schemaType: 'boolean', validate });
}

const KEYWORD = 'uniqueItems';

/** The indexes of the first item that equals an earlier one, the earlier one first. */
function findRepeated(list: readonly unknown[]): [number, number] | undefined {
  const seen = new Map<unknown, number>();
  for (const [index, item] of list.entries()) {
    // as JSON, a text has quotes, and so differs from every object
    const text = typeof item === 'object' || typeof item === 'string' ? canonicalJson(item) : item;
    const earlier = seen.get(text);
    if (earlier !== undefined) return [earlier, index];
    seen.set(text, index);
  }
  return undefined;
}
