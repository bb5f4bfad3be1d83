import { type Json, without } from '../wraps.js';

/** The body with another value of one of its keys. */
export function changed(body: Json, key: string, change: (value: unknown) => unknown): Json {
  return key in body ? { ...body, [key]: change(body[key]) } : body;
}

/** The body with one key's value under another as well, and only there if it has none. */
export function moved(body: Json, from: string, to: string): Json {
  return from in body ? { ...body, [to]: body[from] } : without(body, to);
}

/** A text in another form; what is no text stays. */
export function ofText(change: (text: string) => string): (value: unknown) => unknown {
  return value => (typeof value === 'string' ? change(value) : value);
}

/** An object in another form; what is none stays. */
export function ofObject(change: (object: Json) => Json): (value: unknown) => unknown {
  return value =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? change(value as Json) : value;
}

export const first = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, 1) : value);

/** Null in place of 0. */
export const zeroLost = (value: unknown): unknown => value || null;
