import { formatPointer, isObject } from '../../kernel/index.js';
import type { SourcePlace } from '../source-place.js';
import type { DescribedSchema, JsonSchema } from './described-schema.js';

/** Finds the places of a schema that apply to a value: `schemas/order.json#/properties/paid`. */
export function findTouchedPlaces(value: unknown, schema: DescribedSchema): Set<SourcePlace> {
  const places = new Set<SourcePlace>();
  /** `open` has the schemas that have led to this one with the same value: a schema may contain itself. */
  const walk = (inner: unknown, at: { part: JsonSchema; place: SourcePlace }, open: ReadonlySet<SourcePlace>): void => {
    const { part, place } = at;
    if (open.has(place)) return;
    places.add(place);
    if (!isObject(part)) return;
    const still = new Set([...open, place]);
    const { $ref, properties, items } = part;
    if (typeof $ref === 'string') walk(inner, { part: schema.resolve($ref), place: schema.locate($ref) }, still);
    for (const word of ['anyOf', 'oneOf', 'allOf']) {
      ((part[word] ?? []) as JsonSchema[]).forEach((branch, index) => {
        walk(inner, { part: branch, place: `${place}/${word}/${index}` }, still);
      });
    }
    if (Array.isArray(inner) && items !== undefined) {
      for (const item of inner.slice(0, MAX_ITEMS)) {
        walk(item, { part: items as JsonSchema, place: `${place}/items` }, NONE);
      }
    } else if (isObject(inner) && isObject(properties)) {
      places.add(`${place}/properties`);
      for (const [name, property] of Object.entries(properties)) {
        if (!Object.hasOwn(inner, name)) continue;
        const at = `${place}/properties${formatPointer([name])}`;
        walk(inner[name], { part: property as JsonSchema, place: at }, NONE);
      }
    }
  };
  walk(value, { part: schema.read(), place: schema.place }, NONE);
  return places;
}

const NONE: ReadonlySet<SourcePlace> = new Set();

/** How many items of a list are searched. */
const MAX_ITEMS = 10;
