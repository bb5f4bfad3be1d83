import { parseInteger } from '../../kernel/index.js';
import type { CoercionOptions } from '../../openapi/index.js';
import { type Comparison, type LooseValues, placingParameters, type Resources } from '../../resource/index.js';

/** The rules that say how loosely requests are read. */
export type LooseRules = Pick<Resources, 'operations' | 'requests'>;

/** How values of another type than their schema's are read. */
export function coercionOf({ booleans, integers }: LooseValues): CoercionOptions {
  const words = new Map<string, boolean>([
    ...(booleans?.true ?? []).map(word => [word.toLowerCase(), true] as const),
    ...(booleans?.false ?? []).map(word => [word.toLowerCase(), false] as const),
  ]);
  const isWord = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  const isInteger = (value: unknown): value is string =>
    typeof value === 'string' && (integers === 'signed' || !value.startsWith('-'));
  return {
    ...(booleans && {
      boolean: value => (isWord(value) ? (words.get(String(value).toLowerCase()) ?? value) : value),
    }),
    ...(integers && { integer: value => (isInteger(value) ? (parseInteger(value) ?? value) : value) }),
  };
}

/** The parameters that select no records, but order and page them. */
export function singleParameters({ operations }: LooseRules): ReadonlySet<string> {
  return new Set(Object.values(operations).flatMap(placingParameters));
}

/**
 * Creates the function that puts in a query what its schemas expect: listed values for labels, and directions that were swapped;
 * undefined where nothing of that kind may come.
 */
export function createNormalizer({
  operations,
  requests,
}: LooseRules): ((query: Map<string, string>) => void) | undefined {
  const labels = new Map(
    Object.entries(requests?.query?.labels ?? {}).map(([name, values]) => [
      name,
      new Map(Object.entries(values).map(([label, value]) => [label.toLowerCase(), value])),
    ]),
  );
  const rules = Object.values(operations);
  const bounds = new Set(
    rules.flatMap(({ filters = {} }) =>
      Object.entries(filters).flatMap(([name, { compare }]) => (BOUNDS.has(compare) ? [name] : [])),
    ),
  );
  const pairs = new Map(
    rules.flatMap(({ order: { by, direction, swapped } = {} }) =>
      swapped && by !== undefined && direction !== undefined ? [[by, direction] as const] : [],
    ),
  );
  if (labels.size + bounds.size + pairs.size === 0) return undefined;
  return query => {
    for (const [by, direction] of pairs) settleDirection(query, { by, direction });
    for (const [name, text] of query) {
      const values = labels.get(name);
      if (values) query.set(name, values.get(text.toLowerCase()) ?? text);
      // the plus of an offset that was not encoded is a space
      else if (bounds.has(name)) query.set(name, text.replace(/ (?=\d\d:\d\d$)/, '+'));
    }
  };
}

const BOUNDS: ReadonlySet<Comparison> = new Set(['above', 'atLeast', 'below', 'atMost']);

const DIRECTIONS = new Map([
  ['asc', 'asc'],
  ['ascending', 'asc'],
  ['desc', 'desc'],
  ['descending', 'desc'],
]);

/** Accepts a pair in which the direction stands in the place of the member, and the long words for directions. */
function settleDirection(query: Map<string, string>, names: { by: string; direction: string }): void {
  const by = query.get(names.by) ?? '';
  const direction = query.get(names.direction) ?? '';
  const isSwapped = isDirection(by) && direction !== '' && !isDirection(direction);
  if (isSwapped) query.set(names.by, direction);
  const meant = isSwapped ? by : direction;
  if (meant !== '') query.set(names.direction, DIRECTIONS.get(meant.toLowerCase()) ?? meant);
}

function isDirection(text: string): boolean {
  return DIRECTIONS.has(text.toLowerCase());
}
