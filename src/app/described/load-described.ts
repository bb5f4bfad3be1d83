import { resolve } from 'node:path';
import type { SeedRecords } from '../../apis/index.js';
import { namedTokens, printedCredential } from '../../auth/index.js';
import { createContract } from '../../contract/index.js';
import type { Description } from '../../openapi/index.js';
import { playDescription } from '../../play/index.js';
import { loadOwnHandlers, MAX_SEEDED, type ResourceApi, type Resources, readSource } from '../../resource/index.js';
import { describeCollection } from '../collections.js';
import type { KnownApi } from '../known-api.js';
import { handlersFor, resourcesFor } from '../options/by-api.js';
import { DEFAULT_RECORDS, DEFAULT_SEED, type MockOptions } from '../options/mock-options.js';
import { createVersions } from './described-versions.js';
import { describeInference, writeInference } from './infer-description.js';
import { type EditedResources, overridesOf } from './resource-overrides.js';

/**
 * The API of a description, or of a contract folder, under a name. Rejects with `description-invalid`, `contract-invalid`,
 * `resources-invalid`, `own-handlers-invalid`.
 */
export async function loadDescribed(
  name: string,
  location: string,
  options: MockOptions,
  edited?: EditedResources,
): Promise<KnownApi> {
  const { allowRefs = [], auth = 'form', validateRequests = true, dynamic = false } = options;
  const source = await readSource(location, { allowRefs, resources: edited ?? resourcesFor(name, options) });
  const { folder } = source;
  const own = handlersFor(name, options);
  const handlers = own === undefined ? undefined : await loadOwnHandlers(own, source.description);
  const version = createVersions(source, { name, options, handlers });
  const usual = version(undefined);
  const { description, resourcesOf } = usual;
  const { resources } = usual.decided;
  const { tokens } = resources.authentication ?? {};
  return {
    name,
    definition: {
      collections: {},
      tokens: seed =>
        tokens
          ? namedTokens(tokens, { api: name, seed })
          : Object.fromEntries(
              description.schemes.map(scheme => [scheme.name, printedCredential(scheme, { api: name, seed })]),
            ),
      records: { usual: DEFAULT_RECORDS, least: 0, most: MAX_SEEDED },
      createRecords: numbers =>
        createEarly(resourcesOf(numbers), { resources, usual: numbers.records ?? DEFAULT_RECORDS }),
      create({ readings, seed, records, tokenKey }) {
        const { description, decided, resourcesOf } = version(readings);
        return playDescription({
          name,
          description,
          statements: folder?.statements ?? [],
          seed,
          auth,
          validateRequests,
          isDynamic: dynamic,
          resources: resourcesOf({ seed, records }),
          rules: decided.resources,
          tokenKey,
        });
      },
    },
    contract: createContract(name, {
      description,
      statements: () => folder?.statements ?? [],
      readings: folder?.readings ?? [],
      versionOf: readings => version(readings).description,
    }),
    // the collections are the same for all numbers
    collections: resourcesOf({ seed: options.seed ?? DEFAULT_SEED, records: options.records }).collections,
    describeCollection: collection => describeCollection(resources.collections[collection], description),
    seed: (store, collection) => resourcesOf(store.about).seed(store, collection),
    sampleKeys: (operation, numbers) => resourcesOf(numbers).sampleKeys(operation),
    description,
    location,
    readOptions: { allowRefs, resources: source.resources },
    descriptionPath: source.location,
    files: [...(folder?.files ?? []), source.resources?.path, own].flatMap(one =>
      typeof one === 'string' ? [resolve(one)] : [],
    ),
    shape: () => JSON.stringify([resources.collections, schemasOf(description, resources)]),
    infer: async () => ({ ...describeInference({ source, version }), yaml: writeInference({ source, version }) }),
    overrides: overridesOf(source, edited, next => loadDescribed(name, location, options, next)),
    reload: () => loadDescribed(name, location, options, edited),
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

/**
 * The starting records of the collections that have many: they are made at the start, since the first request that needs
 * them would wait too long. Others are made when a request needs them.
 */
function createEarly(api: ResourceApi, { resources, usual }: { resources: Resources; usual: number }): SeedRecords {
  const names = Object.entries(resources.collections)
    .filter(([, { records, singleton, state }]) => (records ?? usual) > MAX_LATE && !singleton && state !== false)
    .map(([name]) => name);
  return {
    // nothing is made before it is read
    collections: Object.fromEntries(
      names.map(name => [name, { [Symbol.iterator]: () => api.records(name)[Symbol.iterator]() }]),
    ),
    // such a collection has begun, so that it does not get the records again
    next: Object.fromEntries(names.map(name => [name, api.nextNumber(name)])),
  };
}

/** How many starting records a collection may have that a request waits for. */
const MAX_LATE = 1000;
