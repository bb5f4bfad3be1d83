import { chooseReadings, PROFILES, type Profile } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { describeDocument, schemaDocument } from '../openapi/index.js';
import { formatHttpFile } from '../play/index.js';
import type { KnownApi } from './known-api.js';
import { loadApis } from './known-apis.js';
import { DEFAULT_SEED } from './options/mock-options.js';
import { readingIssues } from './options/option-issues.js';

/** A shipped API, or a description or contract folder, with the choices of its readings. */
export type ExportSource = ({ api: string } | { location: string; allowRefs: readonly string[] }) & {
  profile?: Profile | undefined;
  readings: Readonly<Record<string, string>>;
};

/**
 * Makes one OpenAPI document. Rejects with `description-invalid`, `contract-invalid`, or `option-invalid` for readings that the
 * API does not have.
 */
export async function exportOpenApi(source: ExportSource): Promise<Readonly<Record<string, unknown>>> {
  return bundleOf(await load(source), source);
}

/** Makes one JSON Schema document (draft 2020-12) of the named schemas. Rejects as `exportOpenApi` does. */
export async function exportSchemas(source: ExportSource): Promise<Readonly<Record<string, unknown>>> {
  return schemaDocument(await exportOpenApi(source));
}

/** Formats a `.http` file whose requests a mock at `server` accepts. Rejects as `exportOpenApi` does. */
export async function exportHttp(source: ExportSource, server: string): Promise<string> {
  const known = await load(source);
  const { name: api, contract, definition, sampleKeys } = known;
  const seed = DEFAULT_SEED;
  return formatHttpFile(describeDocument(bundleOf(known, source), api), {
    api,
    seed,
    server,
    keys: operation => sampleKeys?.(operation, { seed }) ?? [],
    // those of a description are printed as the description wants them; of others the first caller may do most
    ...('api' in source && { credential: () => Object.values(definition.tokens(seed, contract))[0] }),
  });
}

async function load(source: ExportSource): Promise<KnownApi> {
  const known =
    'api' in source
      ? (await loadApis({ apis: [source.api] })).find(({ name }) => name === source.api)
      : (await loadApis({ descriptions: [source.location], allowRefs: source.allowRefs }))[0];
  return known as KnownApi;
}

function bundleOf(known: KnownApi, { profile, readings }: ExportSource) {
  const { name, contract } = known;
  const issues = [...readingIssues(readings, [known])];
  if (profile !== undefined && contract.readings.length === 0) issues.push('It has no readings.');
  if (issues.length > 0) throw new Problem('option-invalid', `Failed to export ${name}: ${issues.join(' ')}`);
  return contract.bundle(chooseReadings(contract.readings, { profile: profile ?? PROFILES[0], chosen: readings }));
}
