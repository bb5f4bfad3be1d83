import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ApiDefinition, apiDefinitions, storedCollections } from '../apis/index.js';
import { type Contract, loadContract } from '../contract/index.js';
import { packageFile } from '../kernel/index.js';
import { collectionDefinitions, describeCollection } from './collections.js';
import { inferDescription } from './described/infer-description.js';
import { loadDescribed } from './described/load-described.js';
import type { KnownApi } from './known-api.js';
import type { MockOptions } from './options/mock-options.js';

/** The shipped APIs, or those of the given descriptions and contract folders. Rejects with `description-invalid` or `contract-invalid`. */
export async function loadApis(options: MockOptions): Promise<KnownApi[]> {
  const { descriptions = [], apis } = options;
  const shipped = descriptions.length > 0 && apis === undefined ? [] : Object.keys(apiDefinitions);
  const described: KnownApi[] = [];
  for (const location of descriptions) {
    const name = uniqueName(nameOf(location), [...shipped, ...described.map(({ name }) => name)]);
    described.push(await loadDescribed(name, location, options));
  }
  return [...described, ...shipped.map(loadShipped)];
}

/** The contract of a description or a contract folder. Rejects as `loadApis` does. */
export async function readContract(location: string): Promise<Contract> {
  const [api] = await loadApis({ descriptions: [location] });
  return (api as KnownApi).contract;
}

function loadShipped(name: string): KnownApi {
  const definition = apiDefinitions[name] as ApiDefinition;
  const contract = loadContract(name);
  const folder = fileURLToPath(packageFile(`contracts/${name}`));
  return {
    name,
    definition,
    contract,
    collections: collectionDefinitions(name, { definition, contract }),
    describeCollection: collection => describeCollection(storedCollections(contract)[collection], contract.description),
    infer: async () => ({ ...(await inferDescription(folder)), yaml: contract.resources ?? '' }),
  };
}

/** Names of files that say nothing about the API; their folder then names it. */
const GENERIC = /^(openapi|swagger|api|api-docs|spec|index|schema|main|root)$/;

/** The name of the API in a file: `petstore` of `petstore.yaml`, and of `petstore/openapi.yaml`. */
function nameOf(location: string): string {
  const path = /^https?:/i.test(location) && URL.canParse(location) ? new URL(location).pathname : resolve(location);
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
