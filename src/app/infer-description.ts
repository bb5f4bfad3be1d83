import { relative } from 'node:path';
import { chooseSuccess, type Description, loadDescription } from '../openapi/index.js';
import { exampleWarnings } from '../play/index.js';
import { type Deed, type LoadedResources, loadResources, type Resources, writeResources } from '../resource/index.js';

/** What is understood of a description, and what is not. */
export type Inference = {
  title: string;
  /** The version of OpenAPI. */
  openapi: string;
  basePath: string;
  /** What is kept, by name. */
  collections: Resources['collections'];
  operations: readonly InferredOperation[];
  /** How many operations there are of each kind: `{ collection: 4, item: 6, none: 1 }`. */
  rules: Readonly<Record<string, number>>;
  /** What was not understood of the names and schemas, in sentences. */
  doubts: readonly string[];
  warnings: readonly InferredWarning[];
};

export type InferredOperation = {
  id: string;
  method: string;
  path: string;
  /** What it does to the records of a collection; `respond` keeps nothing. */
  does: Deed;
  collection: string | undefined;
  /** The kind of operation that it is taken for, or `given` where a person has decided, and why. */
  rule: LoadedResources['operations'][string]['rule'];
  why: string;
  /** The status and the media type of its response: `200 application/json`. */
  response: string;
  /** Where the body comes from: an example, values made from the schema, or nowhere. */
  source: 'example' | 'schema' | 'none';
};

export type InferredWarning = {
  /** The file as it can be opened from here, and the line, counted from 1. */
  file: string;
  line: number;
  /** The place in the file, as a JSON pointer. */
  place: string;
  message: string;
};

export type InferOptions = {
  allowRefs?: readonly string[];
  /** A file of resources that overrides what is inferred. */
  resources?: string | undefined;
};

/**
 * Reads a description and says what is understood of it. Rejects with `description-invalid`, or with `resources-invalid` where
 * resources that are given cannot be used.
 */
export async function inferDescription(location: string, options: InferOptions = {}): Promise<Inference> {
  const { description, loaded } = await load(location, options);
  const { title, openapi, basePaths } = description;
  const rules = Object.values(loaded.operations).map(({ rule }) => rule);
  return {
    title,
    openapi,
    basePath: basePaths[0] ?? '',
    collections: loaded.resources.collections,
    operations: listOperations(description, loaded),
    rules: Object.fromEntries([...new Set(rules)].map(rule => [rule, rules.filter(one => one === rule).length])),
    doubts: loaded.doubts,
    warnings: listWarnings(description, location),
  };
}

/** What is inferred of a description, as the YAML of a file of resources. Rejects as `inferDescription` does. */
export async function inferYaml(location: string, options: InferOptions = {}): Promise<string> {
  const { description, loaded } = await load(location, options);
  return writeResources({ resources: loaded.resources, reasons: loaded.operations, description });
}

async function load(location: string, { allowRefs = [], resources }: InferOptions) {
  const description = await loadDescription(location, { allowRefs });
  return { description, loaded: await loadResources(description, { file: resources }) };
}

function listOperations(
  { operations }: Description,
  { resources, operations: reasons }: LoadedResources,
): InferredOperation[] {
  return operations.map(operation => {
    const { id, method, path } = operation;
    const { does = 'respond', collection } = resources.operations[id] ?? {};
    const { rule = 'none', why = '' } = reasons[id] ?? {};
    const success = chooseSuccess(operation);
    const content = success?.response.contents[0];
    const source = !content ? 'none' : content.examples.length > 0 ? 'example' : 'schema';
    const response = success ? `${success.status} ${content?.mediaType ?? ''}`.trim() : 'none';
    return { id, method, path, does, collection, rule, why, response, source };
  });
}

function listWarnings(description: Description, location: string): InferredWarning[] {
  const warnings = [...description.warnings(), ...exampleWarnings(description)];
  const lines = description.lines(warnings);
  const folder = location.replace(/[^/\\]*$/, '');
  return warnings.map(({ place, message }, at) => {
    const [file = '', pointer = ''] = place.split('#');
    return { file: fileFrom(folder, file), line: lines[at] ?? 1, place: pointer, message };
  });
}

function fileFrom(folder: string, file: string): string {
  return /^https?:/i.test(folder) ? folder + file : relative(process.cwd(), folder + file) || file;
}
