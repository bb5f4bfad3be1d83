import { relative } from 'node:path';
import { CERTAINTIES, type ContractFolder, PROFILES } from '../../contract/index.js';
import { chooseSuccess, type Description } from '../../openapi/index.js';
import { exampleWarnings, fakerWarnings } from '../../play/index.js';
import {
  type ApiSource,
  type DecidedResources,
  type Deed,
  type Resources,
  readSource,
  writeResources,
} from '../../resource/index.js';
import { createVersions, idleReadings, type Versions } from './described-versions.js';

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
  /** What a contract folder says in addition; undefined where a description alone was given. */
  contract?: InferredContract;
};

export type InferredContract = {
  /** How many statements there are of each certainty. */
  statements: Readonly<Record<string, number>>;
  readings: readonly { id: string; question: string; choices: readonly string[]; usual: string }[];
};

export type InferredOperation = {
  id: string;
  method: string;
  path: string;
  /** What it does to the records of a collection; `respond` keeps nothing. */
  does: Deed;
  collection: string | undefined;
  /** The kind of operation that it is taken for, or `given` where a person has decided, and why. */
  rule: DecidedResources['operations'][string]['rule'];
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

/** What an API is made from, and its versions for the choices of its readings. */
export type InferredSource = { source: ApiSource; version: Versions };

/**
 * Reads a description or a contract folder, and says what is understood of it. Rejects with `description-invalid`, with
 * `contract-invalid` where the files of the folder do not fit together, and with `resources-invalid` where resources cannot be used.
 */
export async function inferDescription(location: string, options: InferOptions = {}): Promise<Inference> {
  return describeInference(await load(location, options));
}

/** What is inferred of a description, as the YAML of a file of resources. Rejects as `inferDescription` does. */
export async function inferYaml(location: string, options: InferOptions = {}): Promise<string> {
  return writeInference(await load(location, options));
}

/** Says what is understood of a source, with its usual readings. */
export function describeInference({ source, version }: InferredSource): Inference {
  const { description, decided } = version(undefined);
  const { title, openapi, basePaths } = description;
  const rules = Object.values(decided.operations).map(({ rule }) => rule);
  return {
    title,
    openapi,
    basePath: basePaths[0] ?? '',
    collections: decided.resources.collections,
    operations: listOperations(description, decided),
    rules: Object.fromEntries([...new Set(rules)].map(rule => [rule, rules.filter(one => one === rule).length])),
    doubts: [...decided.doubts, ...(source.folder ? folderDoubts(source.folder, { description, version }) : [])],
    warnings: listWarnings(description, source.location),
    ...(source.folder && { contract: describeContract(source.folder) }),
  };
}

/** Writes what is played of a source as the YAML of a file of resources. */
export function writeInference({ version }: InferredSource): string {
  const { description, decided } = version(undefined);
  return writeResources({ resources: decided.resources, reasons: decided.operations, description });
}

async function load(location: string, { allowRefs = [], resources }: InferOptions): Promise<InferredSource> {
  const source = await readSource(location, { allowRefs, resources });
  return { source, version: createVersions(source, { name: 'api', options: {}, handlers: undefined }) };
}

function describeContract({ statements, readings }: ContractFolder): InferredContract {
  return {
    statements: Object.fromEntries(
      CERTAINTIES.map(certainty => [certainty, statements.filter(one => one.certainty === certainty).length]),
    ),
    readings: readings.map(({ id, question, choices, profiles }) => ({
      id,
      question,
      choices: choices.map(choice => choice.id),
      usual: profiles[PROFILES[0]],
    })),
  };
}

type FolderParts = { description: Description; version: Versions };

/** What in a contract folder changes nothing, and what no statement supports if there are statements. */
function folderDoubts({ statements, readings }: ContractFolder, { description, version }: FolderParts): string[] {
  const supported = new Set(statements.flatMap(({ supports }) => supports));
  const isSupported = ({ place }: { place: string }) =>
    [...supported].some(support => support === place || support.startsWith(`${place}/`));
  const unsupported = statements.length === 0 ? [] : description.operations.filter(one => !isSupported(one));
  return [
    ...idleReadings(readings, version).map(
      ({ id }) => `The reading ${id} decides nothing: all of its choices are played alike.`,
    ),
    ...unsupported.map(({ method, path }) => `No statement supports ${method} ${path}.`),
  ];
}

function listOperations(
  { operations }: Description,
  { resources, operations: reasons }: DecidedResources,
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
  const warnings = [...description.warnings(), ...exampleWarnings(description), ...fakerWarnings(description)];
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
