import type { Readings } from '../../contract/index.js';
import { parseInteger } from '../../kernel/index.js';
import type { CoercionOptions } from '../../openapi/index.js';
import type { DnlContext } from './context.js';

const DIRECTIONS = new Map([
  ['asc', 'asc'],
  ['ascending', 'asc'],
  ['desc', 'desc'],
  ['descending', 'desc'],
]);

/** Changes a query to what its schemas expect: swapped order parameters, labels of user types, the `+` of times. */
export function normalizeQuery({ readings }: DnlContext): (query: Map<string, string>) => void {
  const { labels } = readings.value<{ labels: Record<string, string> }>('user-type-values');
  const types = new Map(Object.entries(labels).map(([label, type]) => [label.toLowerCase(), type]));
  return query => {
    normalizeOrder(query);
    for (const [name, text] of query) {
      if (name === 'user_type') query.set(name, types.get(text.toLowerCase()) ?? text);
      else if (name.endsWith('_gt') || name.endsWith('_lt')) query.set(name, text.replace(/ (?=\d\d:\d\d$)/, '+'));
    }
  };
}

/** The pages confuse the descriptions of `order_by` and `order_dir`, so a swapped pair is accepted. */
function normalizeOrder(query: Map<string, string>): void {
  const by = query.get('order_by') ?? '';
  const direction = query.get('order_dir') ?? '';
  const isSwapped = isDirection(by) && direction !== '' && !isDirection(direction);
  if (isSwapped) query.set('order_by', direction);
  const meant = isSwapped ? by : direction;
  if (meant !== '') query.set('order_dir', DIRECTIONS.get(meant.toLowerCase()) ?? meant);
}

function isDirection(text: string): boolean {
  return DIRECTIONS.has(text.toLowerCase());
}

/** How DNL reads loosely written values: the booleans of the reading loose-boolean, and integers in digits. */
export function createCoercion(readings: Readings): CoercionOptions {
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
