import type { Shape } from './shape.js';

/** How an API reads loosely written values: each function answers its argument unchanged where it cannot read it. */
export type Loosening = {
  boolean?: (value: unknown) => unknown;
  integer?: (value: unknown) => unknown;
  /** A property that is null where its schema has no null: left for the schema to refuse, or taken as not sent. */
  forbiddenNulls?: 'refuse' | 'leave-out';
};

type Coercion = { shape: Shape; loosening: Loosening; unknown: string[] };

/**
 * A value as its shape wants it: loosely written booleans and integers made plain, keys that the shape does not name left
 * out and their dotted paths added to `unknown`. What cannot be read stays as it is, for the schema to refuse.
 */
export function coerce(
  value: unknown,
  { shape, loosening, unknown, path = '' }: Coercion & { path?: string },
): unknown {
  if (Array.isArray(value)) {
    const { items } = shape;
    return items
      ? value.map((item, at) => coerce(item, { shape: items, loosening, unknown, path: `${path}${at}.` }))
      : value;
  }
  if (value !== null && typeof value === 'object') {
    return shape.properties.size > 0 ? knownProperties(value, { shape, loosening, unknown, path }) : value;
  }
  return loosened(value, { shape, loosening });
}

function knownProperties(
  value: object,
  { shape, loosening, unknown, path }: Coercion & { path: string },
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(value)) {
    const inner = shape.properties.get(name);
    if (!inner) unknown.push(path + name);
    else if (property !== null || inner.types.has('null') || loosening.forbiddenNulls !== 'leave-out') {
      known[name] = coerce(property, { shape: inner, loosening, unknown, path: `${path}${name}.` });
    }
  }
  return known;
}

function loosened(value: unknown, { shape: { types }, loosening }: Omit<Coercion, 'unknown'>): unknown {
  if (value === null || types.has(typeof value)) return value;
  if (types.has('integer')) {
    const integer = typeof value === 'number' ? value : (loosening.integer?.(value) ?? value);
    if (typeof integer === 'number') return integer;
  }
  return types.has('boolean') ? (loosening.boolean?.(value) ?? value) : value;
}
