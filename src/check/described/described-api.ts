import { basename, dirname, extname, resolve } from 'node:path';
import { judgedReadings } from '../../contract/index.js';
import type { Description, LoadOptions } from '../../openapi/index.js';
import { decideResources, type Resources, type ResourcesFile, readSource } from '../../resource/index.js';
import { type AccessReading, type FilterReading, findAccessReading, findFilterReadings } from './open-readings.js';

/** An API to judge servers against, as a description or a contract folder describes it. */
export type DescribedApi = {
  /** The name of the file or the folder: `shop`. */
  name: string;
  description: Description;
  /** What it keeps, and what each operation does. */
  resources: Resources;
  /** The operations of which a person has said what they do: what that means is explicit. */
  given: ReadonlySet<string>;
  /** The filters of which a reading leaves open how they compare, by operation and parameter: `listPets name`. */
  filterReadings: ReadonlyMap<string, FilterReading>;
  /** The reading that leaves open whether credentials are required. */
  accessReading: AccessReading | undefined;
};

/**
 * Loads a description, a path or a URL, or a contract folder, perhaps with other resources than the folder's. Rejects with `description-invalid`, `contract-invalid` or
 * `resources-invalid`.
 */
export async function loadDescribedApi(
  location: string,
  options: LoadOptions & { resources?: string | ResourcesFile | undefined } = {},
): Promise<DescribedApi> {
  const { description, folder, resources: file } = await readSource(location, options);
  const readings = folder?.readings ?? [];
  const decide = (values: ReadonlyMap<string, unknown> | undefined) =>
    decideResources(description, { file, readings: values });
  const { values } = judgedReadings(readings);
  const { resources, operations } = decide(folder && values);
  const given = new Set(Object.keys(operations).filter(id => operations[id]?.rule === 'given'));
  const resourcesWith = (values: ReadonlyMap<string, unknown>) => decide(values).resources;
  return {
    name: nameOf(folder?.path ?? location),
    // what the documents leave open is judged as wide as the readings say
    description: description.changed(readings.flatMap(({ judge }) => Object.entries(judge.describes ?? {}))),
    resources,
    given,
    filterReadings: findFilterReadings(readings, resourcesWith),
    accessReading: findAccessReading(readings, resourcesWith),
  };
}

/** A file whose name says nothing has the name of its folder. */
function nameOf(location: string): string {
  const path = /^https?:/i.test(location) ? new URL(location).pathname : resolve(location);
  const name = basename(path, extname(path));
  return /^(openapi|swagger|api|api-docs|spec|schema|index|main|root)?$/.test(name)
    ? basename(dirname(path)) || 'api'
    : name;
}
