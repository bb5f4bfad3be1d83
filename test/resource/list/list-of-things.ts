import { expect, onTestFinished } from 'vitest';
import { type DescribedOperation, parameterReader, SchemaView } from '../../../src/openapi/index.js';
import type { CollectionRule, OperationRule, ResourceCall } from '../../../src/resource/index.js';
import { compileList } from '../../../src/resource/list/compile-list.js';
import { inferList } from '../../../src/resource/list/infer-list.js';
import { describeKept, type Kept, NUMBER } from '../../../src/resource/records/kept.js';
import { type Condition, DATA_FORM, memoryAdapter, Store, type StoredRecord } from '../../../src/store/index.js';
import { loadFiles } from '../../openapi/files.js';

export const THING = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    status: { type: 'string', enum: ['open', 'closed'] },
    price: { type: ['number', 'null'] },
    isActive: { type: 'boolean' },
    createdAt: { type: 'string', format: 'date-time' },
    customer: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
    tags: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    labels: { type: 'array', items: { type: 'string' } },
  },
};

export type ListDescription = {
  /** The schemas of the query parameters by name. A member `style` is that of the parameter. */
  parameters?: Readonly<Record<string, object>>;
  /** The schemas of the members beside the records; without them the response is the list itself. */
  envelope?: Readonly<Record<string, unknown>>;
  required?: readonly string[];
  headers?: readonly string[];
  example?: unknown;
  item?: object;
};

/** The operation `GET /things` of a description, and where the list is in its response. */
export async function describeList(described: ListDescription): Promise<{
  operation: DescribedOperation;
  response: string;
  item: SchemaView;
}> {
  const { parameters = {}, envelope, headers = [], example, item = THING, required = [] } = described;
  const items = { type: 'array', items: { $ref: '#/components/schemas/Thing' } };
  const schema = envelope ? { type: 'object', required, properties: { data: items, ...envelope } } : items;
  const { operations } = await loadFiles({
    'api.json': {
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: {
        '/things': {
          get: {
            operationId: 'listThings',
            parameters: Object.entries(parameters).map(([name, schema]) => describeParameter(name, schema)),
            responses: {
              200: {
                description: 'ok',
                headers: Object.fromEntries(headers.map(name => [name, { schema: { type: 'string' } }])),
                content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
              },
            },
          },
        },
      },
      components: { schemas: { Thing: item } },
    },
  });
  const [operation] = operations;
  const described200 = operation?.responses[0]?.contents[0]?.schema;
  if (!operation || !described200) throw new Error('there is no operation');
  const view = new SchemaView(described200);
  const list = envelope ? view.members.get('data')?.value : view;
  if (!list?.items) throw new Error('there is no list');
  return { operation, response: envelope ? 'data' : '', item: list.items };
}

function describeParameter(name: string, given: object): object {
  const { style, ...schema } = given as { style?: string };
  return { name, in: 'query', ...(style === undefined ? {} : { style, explode: true }), schema };
}

type Things = ListDescription & {
  records?: readonly object[];
  rule?: Partial<OperationRule>;
  collection?: CollectionRule;
  scope?: readonly Condition[];
  /** The hidden members of each record. */
  hidden?: Readonly<Record<string, string>>;
};

export type ListedPage = { status: number; json: ReturnType<typeof JSON.parse>; headers: string[] };

/** Lists things of a store by the rule that is inferred; each page has to be valid. */
export async function listThings(given: Things) {
  const { operation, response, item } = await describeList(given);
  const inferred = inferList(operation, { response, item });
  const rule: OperationRule = { does: 'list', collection: 'things', response, ...inferred, ...given.rule };
  const kept = describeKept('things', given.collection ?? { key: 'id' }, { api: 'test', schema: item.schema });
  const number = (n: number) => (kept.number === NUMBER ? { [NUMBER]: n } : {});
  const records = (given.records ?? []).map((record, at) => ({ ...record, ...number(at + 1), ...given.hidden }));
  const store = await openStore(kept, records);
  const list = compileList({ rule, operation, kept, show: bytes => bytes, seed: 'test', areExamplesValid: false });
  const read = parameterReader(operation.parameters);
  const get = (search = '', repeated: ResourceCall['repeated'] = {}): ListedPage => {
    const values = read({ path: {}, search, headers: {} }).values.query;
    const call: ResourceCall = {
      path: {},
      query: { ...defaultsOf(operation), ...values },
      repeated,
      search,
      headers: {},
      body: undefined,
      store,
      now: () => 0,
      url: () => 'http://127.0.0.1:4010/v1/things',
    };
    const page = list(call, given.scope ?? []);
    if ('refusal' in page) return { status: page.refusal.statuses[0] ?? 0, json: page.refusal, headers: [] };
    const json = JSON.parse(Buffer.from(page.json).toString());
    expect(operation.responses[0]?.contents[0]?.schema?.validate(json)).toEqual([]);
    return { status: 200, json, headers: page.headers };
  };
  const change = <T>(work: () => T) => store.transact(work).result;
  return {
    rule,
    get,
    /** The ids of the things on a page. */
    ids: (search = '', repeated?: ResourceCall['repeated']): number[] => idsOf(get(search, repeated).json),
    add: (record: object) =>
      change(() => store.collection(kept.storeName).add({ ...record, ...number(store.nextId(kept.storeName)) })),
    remove: (n: number) => change(() => store.collection(kept.storeName).remove(n)),
  };
}

export function idsOf(json: { data?: { id: number }[] } | { id: number }[]): number[] {
  return (Array.isArray(json) ? json : (json.data ?? [])).map(({ id }) => id);
}

/** Things with the ids from 1, and what else `more` gives them. */
export function things(count: number, more: (id: number) => object = () => ({})): object[] {
  return Array.from({ length: count }, (_, at) => ({ id: at + 1, ...more(at + 1) }));
}

function defaultsOf({ parameters }: DescribedOperation): Record<string, unknown> {
  return Object.fromEntries(
    parameters.flatMap(({ name, schema }) => {
      const value = new SchemaView(schema).default;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function openStore({ storeName: name, number, columns }: Kept, records: readonly StoredRecord[]): Promise<Store> {
  const definition = { name, key: number, columns, classes: [], indexes: [], issues: () => [] };
  const store = await Store.open(memoryAdapter, {
    definitions: [definition],
    seeded: () => ({
      about: { understudy: DATA_FORM, seed: 1 },
      next: { [name]: records.length + 1 },
      collections: { [name]: records },
    }),
  });
  onTestFinished(() => store.close());
  return store;
}
