import { basename, dirname, resolve } from 'node:path';
import { type ApiDefinition, apiDefinitions } from '../apis/index.js';
import { type Contract, loadContract } from '../contract/index.js';
import { type Description, loadDescription } from '../openapi/index.js';
import { createDescribedContract, playDescription, printedCredential } from '../play/index.js';
import type { CollectionDefinition } from '../store/index.js';
import { collectionDefinitions } from './collections.js';
import type { MockOptions } from './mock-options.js';

/** An API that can be served, with its contract; with its description, if it is made from one alone. */
export type KnownApi = {
  name: string;
  definition: ApiDefinition;
  contract: Contract;
  /** Its collections, as the store needs them. */
  collections: readonly CollectionDefinition[];
  description?: Description;
  /** The path or URL of the description, as it was given. */
  location?: string;
};

/** The shipped APIs, or those of the given descriptions. Rejects with `description-invalid`. */
export async function loadApis(options: MockOptions): Promise<KnownApi[]> {
  const { descriptions = [], apis } = options;
  const shipped = descriptions.length > 0 && apis === undefined ? [] : Object.keys(apiDefinitions);
  const described: KnownApi[] = [];
  for (const location of descriptions) {
    const names = [...shipped, ...described.map(({ name }) => name)];
    described.push(await loadDescribed(location, { options, names }));
  }
  return [...described, ...shipped.map(loadShipped)];
}

function loadShipped(name: string): KnownApi {
  const definition = apiDefinitions[name] as ApiDefinition;
  const contract = loadContract(name);
  return { name, definition, contract, collections: collectionDefinitions(name, { definition, contract }) };
}

async function loadDescribed(
  location: string,
  { options, names }: { options: MockOptions; names: readonly string[] },
): Promise<KnownApi> {
  const { allowRefs, auth = 'form', validateRequests = true, dynamic = false } = options;
  const description = await loadDescription(location, { allowRefs: allowRefs ?? [] });
  const name = uniqueName(nameOf(location), names);
  const definition: ApiDefinition = {
    collections: {},
    tokens: seed =>
      Object.fromEntries(
        description.schemes.map(scheme => [scheme.name, printedCredential(scheme, { api: name, seed })]),
      ),
    createRecords: () => ({ collections: {}, next: {} }),
    create: ({ seed }) => playDescription({ name, description, seed, auth, validateRequests, isDynamic: dynamic }),
  };
  return {
    name,
    definition,
    contract: createDescribedContract(name, description),
    collections: [],
    description,
    location,
  };
}

/** Names of files that say nothing about the API; their folder then names it. */
const GENERIC = /^(openapi|swagger|api|api-docs|spec|index|schema|main|root)$/;

/** The name of the API in a file: `petstore` of `petstore.yaml`, and of `petstore/openapi.yaml`. */
function nameOf(location: string): string {
  const path = /^https?:/i.test(location) ? new URL(location).pathname : resolve(location);
  const file = slugOf(basename(path).replace(/\.(ya?ml|json)$/i, ''));
  const folder = slugOf(basename(dirname(path)));
  const name = GENERIC.test(file) && folder !== '' ? folder : file;
  return name === '' ? 'api' : name;
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function uniqueName(name: string, names: readonly string[]): string {
  for (let number = 1; ; number++) {
    const unique = number === 1 ? name : `${name}-${number}`;
    if (!names.includes(unique)) return unique;
  }
}
