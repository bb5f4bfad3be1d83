import type { CoercionOptions, Readings } from '../../contract/index.js';
import { parseInteger } from '../../kernel/index.js';

/** How DNL reads loosely written values: the words of the reading loose-boolean, and integers as digits. */
export function dnlCoercion(readings: Readings): CoercionOptions {
  const words = readings.value<{ true: string[]; false: string[] }>('loose-boolean');
  const booleans = new Map<string, boolean>([
    ...words.true.map(word => [word, true] as const),
    ...words.false.map(word => [word, false] as const),
  ]);
  return {
    boolean: value =>
      typeof value === 'string' || typeof value === 'number'
        ? (booleans.get(String(value).toLowerCase()) ?? value)
        : value,
    integer: value => (typeof value === 'string' ? (parseInteger(value) ?? value) : value),
    forbiddenNulls: readings.choice('body-nulls') === 'accepted' ? 'leave-out' : 'refuse',
  };
}
