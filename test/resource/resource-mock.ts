import { type Description, findResponse, isBodiless } from '../../src/openapi/index.js';
import { createResources, type ResourceOptions } from '../../src/resource/create-resources.js';
import {
  inferResources,
  loadOwnHandlers,
  type OwnHandlers,
  type ResourceApi,
  type ResourceCall,
  type ResourceRefusal,
} from '../../src/resource/index.js';
import type { Resources } from '../../src/resource/resources.js';
import { fileAdapter, memoryAdapter, Store } from '../../src/store/index.js';
import { loadFiles } from '../openapi/files.js';

export type SentCall = Partial<Pick<ResourceCall, 'path' | 'query' | 'search' | 'headers' | 'body'>>;

export type Responded = {
  status: number | undefined;
  /** The body, parsed. */
  body: ReturnType<typeof JSON.parse>;
  headers: Record<string, string>;
  refusal: ResourceRefusal | undefined;
};

/** An API with state and its store, without a server. Bodies that their schema does not allow are errors. */
export type ResourceMock = {
  api: ResourceApi;
  store: Store;
  /** The time of the mock, in milliseconds since 1970. */
  time: { now: number };
  /** Sends a request, to the store or to a copy of it. */
  call(operation: string, sent?: SentCall, store?: Store): Responded;
};

export const NOW = Date.UTC(2026, 10, 30, 12);

type MockOptions = Partial<Pick<ResourceOptions, 'seed' | 'records' | 'unknownParents'>> & {
  /** The file in which the store keeps its data. */
  file?: string;
  /** Handlers of a person, in the place of those of the API. */
  own?: OwnHandlers;
};

/** Opens an API that keeps what `resources` says. */
export async function openResources(
  document: unknown,
  resources: Resources,
  options: MockOptions = {},
): Promise<ResourceMock> {
  return openDescribed(await loadFiles({ 'api.json': document }), resources, options);
}

/** Opens an API that keeps what is inferred from its description. */
export async function openInferred(document: unknown, options: MockOptions = {}): Promise<ResourceMock> {
  const description = await loadFiles({ 'api.json': document });
  return openDescribed(description, inferResources(description).resources, options);
}

export async function openDescribed(
  description: Description,
  resources: Resources,
  options: MockOptions = {},
): Promise<ResourceMock> {
  const { seed = 1, records = 25, unknownParents = 'refuse', own } = options;
  const handlers = own && (await loadOwnHandlers(own, description));
  const api = createResources({ description, resources, api: 'things', seed, records, unknownParents, handlers });
  const adapter =
    options.file === undefined ? memoryAdapter : fileAdapter(options.file, { definitions: api.collections });
  const store = await Store.open(adapter, {
    definitions: api.collections,
    seeded: () => ({ about: { understudy: 3, seed: 1 }, next: {}, collections: {} }),
  });
  const time = { now: NOW };
  return {
    api,
    store,
    time,
    call(id, { path = {}, query = {}, search = '', headers = {}, body } = {}, to = store) {
      const operation = description.operations.find(operation => operation.id === id);
      const handler = api.handlers.get(id);
      if (!operation || !handler) throw new Error(`${id} has no handler`);
      const url = `http://127.0.0.1${operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))}`;
      const { result } = to.transact(() =>
        handler({ path, query, search, headers, body, store: to, now: () => time.now * 1000, url: () => url }),
      );
      if ('refusal' in result) return { status: undefined, body: undefined, headers: {}, refusal: result.refusal };
      const { status, json, headers: list = [] } = result;
      const text = json && Buffer.from(json).toString();
      const value = text === undefined ? undefined : JSON.parse(text);
      const response = findResponse(operation, status);
      if (!response && status !== 304) throw new Error(`${id} does not document ${status}`);
      const schema = response?.contents[0]?.schema;
      if (response && (schema === undefined || isBodiless(status)) !== (json === undefined)) {
        throw new Error(`${id} responds ${status} with the body ${text}`);
      }
      const issues = (isBodiless(status) ? undefined : schema?.validate(value)) ?? [];
      if (issues.length > 0) throw new Error(`${id} responds ${text}: ${JSON.stringify(issues)}`);
      const named = Object.fromEntries(
        list.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), list[at + 1] as string]] : [])),
      );
      return { status, body: value, headers: named, refusal: undefined };
    },
  };
}
