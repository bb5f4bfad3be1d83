import type { SchemaView } from '../../../openapi/index.js';
import { words } from '../../list/names/words.js';
import { isSameNoun, wordsOf } from './nouns.js';

/** Where a body has a record, or a list of them: the names that lead there, and the schema. */
export type Found = { at: string; view: SchemaView };

/**
 * The list in the body of a response, for a resource of these names, and the schema of its items: the body itself; or else the
 * array of a usual name, of the resource's name, or the only one that has objects, possibly inside one object.
 */
export function findList(
  body: SchemaView,
  names: readonly string[],
): { at: string; item: SchemaView | undefined } | undefined {
  if (isArray(body)) return { at: '', item: body.items };
  if (!isObject(body) || isIdentified(body)) return undefined;
  const here = findArray(body, names);
  if (here !== undefined) return { at: here, item: body.members.get(here)?.value.items };
  const inside = candidates(body)
    .filter(([name, value]) => isObject(value) && !isIdentified(value) && !isAside(name))
    .flatMap(([name, value]) => {
      const array = findArray(value, [...names, name]);
      return array === undefined ? [] : [{ at: `${name}.${array}`, item: value.members.get(array)?.value.items }];
    });
  return inside.length === 1 ? inside[0] : undefined;
}

/**
 * The record in a body: the object with the resource's name, or the only one beside members such as `status` and `meta`; or
 * else the body itself. Undefined where the body is no object.
 */
export function findRecord(body: SchemaView, names: readonly string[]): Found | undefined {
  if (!isObject(body)) return undefined;
  if (isIdentified(body)) return { at: '', view: body };
  const objects = candidates(body).filter(([, value]) => isObject(value) && !isArray(value));
  const own = objects.find(([name]) => names.some(other => isSameNoun(name, other)));
  const [only, ...others] = candidates(body).filter(([name]) => !isAside(name));
  const alone = others.length === 0 ? objects.find(([name]) => name === only?.[0]) : undefined;
  const [at, view] = own ?? alone ?? ['', body];
  return { at, view };
}

export function isObject(view: SchemaView): boolean {
  return view.members.size > 0 || view.types.has('object');
}

export function isArray(view: SchemaView): boolean {
  return view.types.has('array') || (view.items !== undefined && view.members.size === 0);
}

function candidates(body: SchemaView): [string, SchemaView][] {
  return [...body.members].map(([name, { value }]) => [name, value]);
}

/** Names of lists in all APIs, in lower case, the most usual first. */
const LIST_NAMES = new Set(
  words(`data items results result records content value values entries list rows hits elements objects resources docs
    documents member members hydra:member nodes collection edges payload response body`),
);

/** Words of members that stand beside the records. */
const ASIDE = new Set(
  words(`status success ok error errors message messages warning warnings code meta metadata links link page pages paging
    pagination pager total totals count cursor cursors next previous prev first last self limit offset size per has
    included jsonapi href url uri facets aggregations kind api version timestamp request time took timed etag context
    odata info start end debug trace token type object`),
);

function isAside(name: string): boolean {
  return wordsOf(name).some(word => ASIDE.has(word));
}

/** The member that is the list. */
function findArray(body: SchemaView, names: readonly string[]): string | undefined {
  const arrays = candidates(body).filter(([, value]) => isArray(value));
  const own = arrays.find(([name]) => names.some(other => isSameNoun(name, other)));
  if (own) return own[0];
  // a record may have such a list too, but then it has members of its own
  const beside = candidates(body).filter(([name, value]) => !isArray(value) && !isAside(name));
  if (beside.length > 2) return undefined;
  const usual = [...LIST_NAMES].find(name => arrays.some(([other]) => other.toLowerCase() === name));
  if (usual !== undefined) return arrays.find(([name]) => name.toLowerCase() === usual)?.[0];
  if (beside.some(([, value]) => isObject(value))) return undefined;
  const [only, ...others] = arrays.filter(([name, { items }]) => items && isObject(items) && !isAside(name));
  return others.length === 0 ? only?.[0] : undefined;
}

/** Whether an object has a member that identifies it, so that it is a record and not the envelope of one. */
function isIdentified(body: SchemaView): boolean {
  return ['id', '_id', 'uuid', 'guid', 'sid'].some(name => {
    const types = body.members.get(name)?.value.types;
    return types !== undefined && !types.has('object') && !types.has('array');
  });
}
