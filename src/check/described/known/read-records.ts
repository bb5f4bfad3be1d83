import { isObject } from '../../../kernel/index.js';
import type { DescribedOperation } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';
import type { JudgedApi } from '../judged-api.js';
import type { KnownRecord } from './knowledge.js';

/** The value to which names lead: `data.items`; the whole value where there are none. */
export function followNames(value: unknown, names: string): unknown {
  let found = value;
  for (const name of names === '' ? [] : names.split('.')) {
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

/** The records in the response of a list; undefined where it shows no list. */
export function readList(
  operation: DescribedOperation,
  exchange: TargetExchange | undefined,
  api: JudgedApi,
): readonly unknown[] | undefined {
  const { response } = api.ruleOf(operation) ?? {};
  if (response === undefined || !isSuccess(exchange)) return undefined;
  const list = followNames(exchange?.response?.json, response);
  return Array.isArray(list) ? list : undefined;
}

/** The record in the response of an operation; undefined where it shows none. */
export function readRecord(
  operation: DescribedOperation,
  exchange: TargetExchange | undefined,
  api: JudgedApi,
): Record<string, unknown> | undefined {
  const { response } = api.ruleOf(operation) ?? {};
  if (response === undefined || !isSuccess(exchange)) return undefined;
  const record = followNames(exchange?.response?.json, response);
  return isObject(record) ? record : undefined;
}

/** The key of a record, as its JSON has it. */
export function keyOfRecord(record: unknown, collection: string, api: JudgedApi): string | number | undefined {
  const { key } = api.collections.get(collection) ?? {};
  return key === undefined ? undefined : toKey(followNames(record, key));
}

/** The names that lead to the key of a new record, where the response to its creation has it beside the record or alone. */
export function nameOfKey(operation: DescribedOperation, api: JudgedApi): string | undefined {
  const { companions = {} } = api.ruleOf(operation) ?? {};
  return Object.keys(companions).find(names => companions[names] === 'key');
}

function toKey(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** The key that a response to a creation shows: in the record, beside it, or at the end of `Location`. */
export function keyOfCreated(
  operation: DescribedOperation,
  exchange: TargetExchange | undefined,
  api: JudgedApi,
): string | number | undefined {
  const { collection } = api.ruleOf(operation) ?? {};
  if (collection === undefined || !isSuccess(exchange)) return undefined;
  const beside = nameOfKey(operation, api);
  const shown =
    keyOfRecord(readRecord(operation, exchange, api), collection, api) ??
    toKey(beside === undefined ? undefined : followNames(exchange?.response?.json, beside));
  if (shown !== undefined) return shown;
  const last = (exchange?.response?.headers.location ?? '')
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1);
  return last ? decode(last) : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The records that a list shows, with their keys. */
export function listRecords(
  items: readonly unknown[],
  { collection, parents, api }: Pick<KnownRecord, 'collection' | 'parents'> & { api: JudgedApi },
): KnownRecord[] {
  return items.flatMap(value => {
    const key = keyOfRecord(value, collection, api);
    return key === undefined || key === '' ? [] : [{ collection, key, parents, value, own: false }];
  });
}

export function isSuccess(exchange: TargetExchange | undefined): boolean {
  const status = exchange?.response?.status ?? 0;
  return status >= 200 && status < 300;
}
