import { isObject } from '../../../kernel/index.js';
import type { DescribedSchema } from '../../../openapi/index.js';
import { nameOne } from '../context/refusing.js';
import type { OperationContext } from '../context/resource-context.js';
import { asLike, type Done } from './done-companions.js';

/** Members of a body without a record that say how many records were changed. */
const COUNT = /^(count|total|deleted|updated|created|affected|modified|matched|changed)_?(count|rows|records|items)?$/i;

/** A body without a record, in which the members that have its key, or how many records were changed, say so. */
export function describeDone(
  body: unknown,
  {
    context: { kept },
    done: { key, count },
    schema,
  }: { context: OperationContext; done: Done; schema: DescribedSchema | undefined },
): unknown {
  if (!isObject(body)) return body;
  const names = new Set(keyNames(kept.rule.key, nameOne(kept)));
  const filled = Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (key !== undefined && names.has(name.toLowerCase())) return [name, asLike(value, key)];
      return [name, count !== undefined && typeof value === 'number' && COUNT.test(name) ? count : value];
    }),
  );
  return !schema || schema.validate(filled).length === 0 ? filled : body;
}

/** The names, in lower case, that a member with the key has: `id`, `petId`, `pet_id`, and `sid` for `account_sid`. */
function keyNames(key: string | undefined, one: string): string[] {
  const joined = one.replaceAll(' ', '');
  const name = key?.split('.').at(-1) ?? 'id';
  const tail = /(?:^|[_-]|[a-z])(s?id|uuid|guid)$/i.exec(name)?.[1] ?? 'id';
  return [name, tail, 'id', `${joined}id`, `${one.replaceAll(' ', '_')}_id`].map(name => name.toLowerCase());
}
