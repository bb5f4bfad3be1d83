import { stat } from 'node:fs/promises';
import { type ContractFolder, readContractFolder } from '../../contract/index.js';
import { type Description, type LoadOptions, loadDescription } from '../../openapi/index.js';
import { type ResourcesFile, readResourcesFile } from './decide-resources.js';

/** What an API is made from. */
export type ApiSource = {
  description: Description;
  /** The path or URL of the description. */
  location: string;
  /** The contract folder that it stands in, if the folder was named. */
  folder: ContractFolder | undefined;
  /** What overrides the inference of its resources. */
  resources: ResourcesFile | undefined;
};

/**
 * Reads a description, a path or a URL, or a contract folder with all of its files. `resources` is the path of a file, or a
 * file that was read or edited, that is used instead of the folder's. Rejects with `description-invalid`, `contract-invalid` or `resources-invalid`.
 */
export async function readSource(
  given: string,
  { resources, ...options }: LoadOptions & { resources?: string | ResourcesFile | undefined },
): Promise<ApiSource> {
  const folder = (await isFolder(given)) ? await readContractFolder(given) : undefined;
  const location = folder?.description ?? given;
  const description = await loadDescription(location, { ...options, also: folder?.schemas ?? [] });
  folder?.assertFits(description);
  const file = resources ?? folder?.resources;
  return { description, location, folder, resources: typeof file === 'string' ? await readResourcesFile(file) : file };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
