import { isObject, Problem } from '../kernel/index.js';
import { bundle } from './load/bundle.js';
import type { Changes } from './load/change-documents.js';
import { type Documents, describeFailure } from './load/documents.js';
import { documentsOf, loadDocuments, readDocuments } from './load/load-documents.js';
import { localSource, remoteSource } from './load/source.js';
import { type Warning, Warnings } from './load/warnings.js';
import type { Content, DescribedOperation, SecurityScheme } from './operation.js';
import { readOperations } from './read/read-operations.js';
import { readSchemes } from './read/read-security.js';
import { member, type ReadContext, scalarText, text } from './read/reading.js';
import { basePath2, basePathsOf } from './read/servers.js';
import type { DescribedSchema } from './schema/described-schema.js';
import { type Formats, SchemaRegistry } from './schema/schema-registry.js';
import type { SourcePlace } from './source-place.js';

/** An OpenAPI description of any version, read. */
export type Description = {
  /** The name of its first file: `api.yaml`. */
  file: string;
  title: string;
  /** The version of the API. */
  version: string;
  /** The version of OpenAPI that it names: `3.0.3`. */
  openapi: string;
  /** The paths of its servers, with which all paths begin: `/v1`. At least one; it may be empty. */
  basePaths: readonly string[];
  operations: readonly DescribedOperation[];
  schemes: readonly SecurityScheme[];
  /** The content of its first file. */
  document: Readonly<Record<string, unknown>>;
  /** Makes one document of its files, in its version. */
  bundle(): Readonly<Record<string, unknown>>;
  /** What stands at a place; undefined where nothing does. */
  at(place: SourcePlace): unknown;
  /** The same description with other values at some places. Throws a `RangeError` where the object of a place is not there. */
  changed(changes: Changes): Description;
  /** The files that it consists of. */
  files: readonly string[];
  /** The schema at a place, for responses; undefined where nothing stands. */
  schemaAt(place: SourcePlace): DescribedSchema | undefined;
  /** Why a file to which it refers could not be read, by its name. */
  unread: ReadonlyMap<string, string>;
  /** What could not be understood. Reads all schemas at the first call. */
  warnings(): readonly Warning[];
  /** The line of each warning, counted from 1. */
  lines(warnings: readonly Warning[]): readonly number[];
};

export type LoadOptions = {
  /** Folders beside the description's own from which references may be read. */
  allowRefs?: readonly string[];
  /** Files of this machine to read although the description may not refer to them. */
  also?: readonly string[];
};

/** How a description of ours is read. */
type OwnOptions = {
  /** Which texts have a format, where that is not as usual. */
  formats?: Formats;
};

/**
 * Loads a description: a path, or a URL with http or https. What cannot be understood is a warning, and the rest is read.
 * Rejects with `description-invalid` where there is nothing to read.
 */
export async function loadDescription(location: string, options: LoadOptions = {}): Promise<Description> {
  if (!/^https?:/i.test(location)) return readLocalDescription(location, options);
  if (!URL.canParse(location)) {
    throw new Problem('description-invalid', `Failed to read ${location}: it is no valid URL.`);
  }
  const warnings = new Warnings();
  const documents = await loadDocuments(remoteSource(location), warnings).catch(error => {
    throw unreadable(location, error);
  });
  return describe(documents, { location, warnings });
}

/** Reads a description of this machine without waiting. Throws `description-invalid`. */
export function readLocalDescription(path: string, options: LoadOptions & OwnOptions): Description {
  const { allowRefs = [], also = [], formats = {} } = options;
  const warnings = new Warnings();
  let documents: Documents;
  try {
    documents = readDocuments(localSource(path, allowRefs), warnings, also);
  } catch (error) {
    throw unreadable(path, error);
  }
  return describe(documents, { location: path, warnings, formats });
}

/** Reads a description that is one value, such as a bundle. Throws `description-invalid`. */
export function describeDocument(document: Readonly<Record<string, unknown>>, name: string): Description {
  const warnings = new Warnings();
  return describe(documentsOf(document, { entry: name, warnings }), { location: name, warnings });
}

function unreadable(location: string, error: unknown): Problem {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  const reason = isMissing ? 'there is no such file' : describeFailure(error);
  return new Problem('description-invalid', `Failed to read ${location}: ${reason}.`, { cause: error });
}

type Origin = { location: string; warnings: Warnings; formats?: Formats };

function describe(documents: Documents, { location, warnings, formats = {} }: Origin): Description {
  const { root } = documents;
  const version = versionOf(root.value, location);
  const registry = (direction: 'request' | 'response') =>
    new SchemaRegistry({ documents, warnings, direction, siblingsCount: version === 3.1, formats });
  const reading: ReadContext = {
    documents,
    warnings,
    version,
    schemas: { request: registry('request'), response: registry('response') },
  };
  const schemes = readSchemes(root, reading);
  const operations = readOperations({ root, schemes, reading });
  if (operations.length === 0) {
    throw new Problem('description-invalid', `${location} describes no operation that could be played.`);
  }
  const info = member(root, 'info');
  let examined = false;
  let bundled: ReturnType<Description['bundle']> | undefined;
  const description: Description = {
    file: documents.entry,
    title: text(member(info, 'title')) ?? '',
    version: scalarText(member(info, 'version')) ?? '',
    openapi: scalarText(member(root, version === 2 ? 'swagger' : 'openapi')) ?? String(version),
    basePaths: version === 2 ? basePath2(root) : basePathsOf(member(root, 'servers'), reading),
    operations,
    schemes: [...schemes.values()],
    document: root.value as Record<string, unknown>,
    bundle: () => (bundled ??= bundle(documents, { isVersion2: version === 2 })),
    at: place => documents.at(place),
    changed(changes) {
      if (changes.length === 0) return description;
      const own = new Warnings();
      return describe(documents.changed(changes, own), { location, warnings: own, formats });
    },
    files: documents.files,
    schemaAt: place => (documents.at(place) === undefined ? undefined : reading.schemas.response.at(place)),
    unread: documents.unread,
    warnings() {
      if (!examined) {
        for (const direction of ['request', 'response'] as const) {
          reading.schemas[direction].examine(operations.flatMap(operation => schemasOf(operation, direction)));
        }
        examined = true;
      }
      return warnings.list();
    },
    lines(listed) {
      const lines = documents.lines(listed.map(({ place }) => place));
      return listed.map(({ place, line }) => line ?? lines.get(place) ?? 1);
    },
  };
  return description;
}

function versionOf(value: unknown, location: string): ReadContext['version'] {
  if (isObject(value)) {
    if (/^2(\.|$)/.test(scalarText({ value: value.swagger }) ?? '')) return 2;
    const text = scalarText({ value: value.openapi }) ?? '';
    if (/^3\.0(\.|$)/.test(text)) return 3;
    if (/^3(\.|$)/.test(text)) return 3.1;
    if (value.swagger === undefined && value.openapi === undefined && isObject(value.paths)) return 3;
  }
  const found = isObject(value) ? ` Its version is ${JSON.stringify(value.openapi ?? value.swagger ?? null)}.` : '';
  throw new Problem('description-invalid', `${location} is no OpenAPI description of version 2.0, 3.0 or 3.1.${found}`);
}

/** The schemas of an operation in one direction. */
function schemasOf(
  { parameters, body, responses, callbacks }: DescribedOperation,
  direction: 'request' | 'response',
): DescribedSchema[] {
  const inContents = (contents: readonly Content[]) => contents.flatMap(({ schema }) => schema ?? []);
  const own =
    direction === 'request'
      ? [...parameters.map(({ schema }) => schema), ...inContents(body?.contents ?? [])]
      : responses.flatMap(({ contents, headers }) => [...inContents(contents), ...headers.map(({ schema }) => schema)]);
  return [...own, ...callbacks.flatMap(({ operation }) => schemasOf(operation, direction))];
}
