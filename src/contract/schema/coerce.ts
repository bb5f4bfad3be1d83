import type { Shape } from './shape.js';

/** How an API reads loosely written values: each function answers its argument unchanged where it cannot read it. */
export type CoercionOptions = {
  boolean?: (value: unknown) => unknown;
  integer?: (value: unknown) => unknown;
  /** A property that is null where its schema has no null: left for the schema to refuse, or taken as not sent. */
  forbiddenNulls?: 'refuse' | 'leave-out';
};

type Coercion = { shape: Shape; coercion: CoercionOptions; unknown: string[] };

/**
 * A value as its shape wants it: loosely written booleans and integers made plain, keys that the shape does not name left
 * out and their dotted paths added to `unknown`. What cannot be read stays as it is, for the schema to refuse.
 */
export function coerce(value: unknown, { shape, coercion, unknown, path = '' }: Coercion & { path?: string }): unknown {
  if (Array.isArray(value)) {
    const { items } = shape;
    return items
      ? value.map((item, at) => coerce(item, { shape: items, coercion, unknown, path: `${path}${at}.` }))
      : value;
  }
  if (value !== null && typeof value === 'object') {
    return shape.properties.size > 0 ? keepKnownProperties(value, { shape, coercion, unknown, path }) : value;
  }
  return coerceScalar(value, { shape, coercion });
}

function keepKnownProperties(
  value: object,
  { shape, coercion, unknown, path }: Coercion & { path: string },
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(value)) {
    const inner = shape.properties.get(name);
    if (!inner) unknown.push(path + name);
    else if (property !== null || inner.types.has('null') || coercion.forbiddenNulls !== 'leave-out') {
      known[name] = coerce(property, { shape: inner, coercion, unknown, path: `${path}${name}.` });
    }
  }
  return known;
}

function coerceScalar(value: unknown, { shape: { types }, coercion }: Omit<Coercion, 'unknown'>): unknown {
  if (value === null || types.has(typeof value)) return value;
  if (types.has('integer')) {
    const integer = typeof value === 'number' ? value : (coercion.integer?.(value) ?? value);
    if (typeof integer === 'number') return integer;
  }
  return types.has('boolean') ? (coercion.boolean?.(value) ?? value) : value;
}
