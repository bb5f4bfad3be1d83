import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateValue, VALUES_TIME } from '../../../src/fake/index.js';
import { type DescribedOperation, type Description, loadDescription } from '../../../src/openapi/index.js';
import { DEEDS, inferResources, type OperationRule, type Resources } from '../../../src/resource/index.js';
import type { StoredRecord } from '../../../src/store/index.js';
import { DESCRIPTIONS_FOLDER, PUBLIC_DESCRIPTIONS } from '../../openapi/public-descriptions.js';
import { openDescribed, type ResourceMock, type SentCall } from '../../resource/resource-mock.js';

/** The share of operations that must do what they are for, with a starting record and a valid body. */
const MIN_SHARE = 0.95;

/** The same order for all: what is deleted cannot be changed any more. */
const ORDER = DEEDS.filter(deed => deed !== 'delete' && deed !== 'respond');

describe.skipIf(!existsSync(DESCRIPTIONS_FOLDER))('the records of public descriptions', () => {
  test.each(PUBLIC_DESCRIPTIONS)('are read and changed with valid responses: %s', async file => {
    const description = await loadDescription(join(DESCRIPTIONS_FOLDER, file), { allowRefs: [DESCRIPTIONS_FOLDER] });
    const { resources } = inferResources(description);
    const mock = await openDescribed(description, resources, { records: 5 });
    const failed: string[] = [];
    const operations = listOperations(description, resources, mock);
    for (const { operation, rule } of operations) {
      // an invalid response throws
      const { refusal } = mock.call(operation.id, requestOf(operation, rule, { resources, mock }));
      if (refusal) failed.push(`${operation.method} ${operation.path}: ${refusal.message}`);
    }
    expect(failed.length, failed.join('\n')).toBeLessThanOrEqual(operations.length * (1 - MIN_SHARE));
  });
});

type Listed = { operation: DescribedOperation; rule: OperationRule };

function listOperations({ operations }: Description, resources: Resources, { api }: ResourceMock): Listed[] {
  return ORDER.flatMap(deed =>
    operations.flatMap(operation => {
      const rule = resources.operations[operation.id];
      return rule?.does === deed && api.handlers.has(operation.id) ? [{ operation, rule }] : [];
    }),
  );
}

/** A request about the first starting record. */
function requestOf(
  { body }: DescribedOperation,
  { collection = '', key, parents = {} }: OperationRule,
  { resources, mock }: { resources: Resources; mock: ResourceMock },
): SentCall {
  const [record = {}] = mock.api.records(collection) as Iterable<StoredRecord>;
  const rule = resources.collections[collection];
  const keyText = String(rule?.key === undefined ? record.$key : valueAt(record, rule.key));
  const path = Object.fromEntries(
    Object.entries(parents).map(([parent, variable]) => {
      return [variable, String(record[rule?.parents?.[parent]?.member ?? `$${parent}`] ?? 'any')];
    }),
  );
  if (key?.in === 'path') path[key.name] = keyText;
  const schema = body?.contents[0]?.schema;
  const made = schema && generateValue(schema, { seed: 'body', now: VALUES_TIME })?.value;
  const isFound = key?.in === 'body' && typeof made === 'object' && made !== null;
  return {
    path,
    query: key?.in === 'query' ? { [key.name]: keyText } : {},
    body: isFound ? { ...made, [key.name]: valueAt(record, rule?.key ?? '') } : made,
  };
}

function valueAt(record: StoredRecord, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as StoredRecord | undefined)?.[name], record);
}
