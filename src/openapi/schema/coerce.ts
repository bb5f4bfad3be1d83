import type { Shape } from './shape.js';

/** How an API reads loosely written values. A function that cannot read its argument returns it unchanged. */
export type CoercionOptions = {
  boolean?: (value: unknown) => unknown;
  integer?: (value: unknown) => unknown;
  /** What happens to a null that the schema does not allow: the schema refuses it, or it counts as not sent. */
  forbiddenNulls?: 'refuse' | 'leave-out';
  /** What happens to members that the shape does not have; by default they are left out. */
  unknownMembers?: 'leave-out' | 'keep';
};

type Coercion = { shape: Shape; coercion: CoercionOptions; unknown: string[] };

/**
 * Converts loosely written booleans and integers to the types of the shape. Leaves out keys that the shape does not have,
 * and adds their dotted paths to `unknown`. A value that cannot be read stays as it is; the schema then refuses it.
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
    if (!inner) {
      unknown.push(path + name);
      if (coercion.unknownMembers === 'keep') known[name] = property;
    } else if (property !== null || inner.types.has('null') || coercion.forbiddenNulls !== 'leave-out') {
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
