import { type ApiDefinition, apiDefinitions } from '../apis/index.js';
import { chooseReadings, loadContract, type Profile } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { type Description, describeDocument, loadDescription, schemaDocument } from '../openapi/index.js';
import { formatHttpFile } from '../play/index.js';
import type { KnownApi } from './known-api.js';
import { loadApis } from './known-apis.js';
import { DEFAULT_SEED } from './options/mock-options.js';
import { readingIssues } from './options/option-issues.js';

/** A description in files, or a shipped API with the choices of its readings. */
export type ExportSource =
  | { location: string; allowRefs: readonly string[] }
  | { api: string; profile: Profile; readings: Readonly<Record<string, string>> };

/** The names of the shipped APIs. */
export const SHIPPED_APIS: readonly string[] = Object.keys(apiDefinitions);

/** Makes one OpenAPI document. Rejects with `description-invalid`, or with `option-invalid` for unknown readings. */
export async function exportOpenApi(source: ExportSource): Promise<Readonly<Record<string, unknown>>> {
  if (!('api' in source)) return (await loadDescription(source.location, source)).bundle();
  const { api, profile, readings } = source;
  const contract = loadContract(api);
  const issues = [...readingIssues(readings, [{ name: api, contract }])];
  if (issues.length > 0) throw new Problem('option-invalid', `Failed to export ${api}: ${issues.join(' ')}`);
  return contract.bundle(chooseReadings(contract.readings, { profile, chosen: readings }));
}

/** Makes one JSON Schema document (draft 2020-12) of the named schemas. Rejects as `exportOpenApi` does. */
export async function exportSchemas(source: ExportSource): Promise<Readonly<Record<string, unknown>>> {
  return schemaDocument(await exportOpenApi(source));
}

/** Formats a `.http` file whose requests a mock at `server` accepts. Rejects as `exportOpenApi` does. */
export async function exportHttp(source: ExportSource, server: string): Promise<string> {
  const seed = DEFAULT_SEED;
  if ('api' in source) {
    const { api } = source;
    const { tokens } = apiDefinitions[api] as ApiDefinition;
    const description = describeDocument(await exportOpenApi(source), api);
    // the first is that of the caller who may do most
    return formatHttpFile(description, { api, seed, server, credential: () => Object.values(tokens(seed))[0] });
  }
  const { location, allowRefs } = source;
  const [loaded] = await loadApis({ descriptions: [location], allowRefs });
  const { name: api, description, sampleKeys } = loaded as KnownApi & { description: Description };
  return formatHttpFile(description, { api, seed, server, keys: operation => sampleKeys?.(operation, seed) ?? [] });
}
