import { resolve } from 'node:path';
import { type Description, loadDescription } from '../openapi/index.js';
import { createDescribedContract, playDescription, printedCredential } from '../play/index.js';
import {
  createResources,
  loadOwnHandlers,
  loadResources,
  type ResourceApi,
  type Resources,
} from '../resource/index.js';
import type { KnownApi } from './known-api.js';
import { handlersFor, resourcesFor } from './options/by-api.js';
import { DEFAULT_RECORDS, DEFAULT_SEED, type MockOptions } from './options/mock-options.js';

/** The API that a description makes, under a name. Rejects with `description-invalid`, `resources-invalid`, `own-handlers-invalid`. */
export async function loadDescribed(name: string, location: string, options: MockOptions): Promise<KnownApi> {
  const { allowRefs = [], auth = 'form', validateRequests = true, dynamic = false } = options;
  const { records = DEFAULT_RECORDS, unknownParents = 'refuse' } = options;
  const description = await loadDescription(location, { allowRefs });
  const file = resourcesFor(name, options);
  const own = handlersFor(name, options);
  const { resources } = await loadResources(description, { file });
  const handlers = own === undefined ? undefined : await loadOwnHandlers(own, description);
  const resourcesOf = once(seed =>
    createResources({ description, resources, api: name, seed, records, unknownParents, handlers }),
  );
  return {
    name,
    definition: {
      collections: {},
      tokens: seed =>
        Object.fromEntries(
          description.schemes.map(scheme => [scheme.name, printedCredential(scheme, { api: name, seed })]),
        ),
      createRecords: () => ({ collections: {}, next: {} }),
      create: ({ seed }) =>
        playDescription({
          name,
          description,
          seed,
          auth,
          validateRequests,
          isDynamic: dynamic,
          resources: resourcesOf(seed),
        }),
    },
    contract: createDescribedContract(name, description),
    // the collections of every seed are the same
    collections: resourcesOf(options.seed ?? DEFAULT_SEED).collections,
    seed: (store, collection) => resourcesOf(store.about.seed).seed(store, collection),
    sampleKeys: (operation, seed) => resourcesOf(seed).sampleKeys(operation),
    description,
    location,
    files: [file, own].flatMap(one => (typeof one === 'string' ? [resolve(one)] : [])),
    shape: () => JSON.stringify([resources.collections, schemasOf(description, resources)]),
    reload: () => loadDescribed(name, location, options),
  };
}

/** The schemas of the records, and those that they may refer to. */
function schemasOf(description: Description, { collections }: Resources): unknown[] {
  const { components, definitions } = description.bundle() as {
    components?: { schemas?: object };
    definitions?: object;
  };
  const own = Object.values(collections).map(({ schema }) => schema && description.schemaAt(schema)?.read());
  return [...own, components?.schemas, definitions];
}

/** Keeps what is made for each seed: there is one API for each choice of readings, and all share their records. */
function once(make: (seed: number) => ResourceApi): (seed: number) => ResourceApi {
  const made = new Map<number, ResourceApi>();
  return seed => {
    const known = made.get(seed) ?? make(seed);
    made.set(seed, known);
    return known;
  };
}
