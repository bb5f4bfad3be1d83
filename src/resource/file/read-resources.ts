import { formatPointer, isObject, Problem } from '../../kernel/index.js';
import {
  type DescribedOperation,
  type Description,
  findLines,
  type InputIssue,
  parseOwnDocument,
  suggest,
} from '../../openapi/index.js';

import { fillReadings } from './fill-readings.js';
import { type Given, type GivenRules, mapSections, SECTION_NAMES, shownPointer } from './given.js';

/** The members of resources, as they are written. */
type Written = { value: unknown; description: Description };

type FileOptions = {
  file: string;
  description: Description;
  /** What `{ reading: ID }` stands for. Without readings it is a value like others. */
  readings?: ReadonlyMap<string, unknown> | undefined;
};

/**
 * Reads a file of resources, which may be partial. Operations have their id, or `METHOD /path`. Throws `resources-invalid` where
 * it is no YAML; what else is wrong is found later, together with what other files say.
 */
export function readResources(text: string, { file, description, readings }: FileOptions): Given {
  const { value, issues } = fillReadings(parse(text, file), readings);
  const read = readWritten({ value, description });
  return {
    ...read,
    issues: [...issues, ...read.issues],
    locate(paths) {
      const written = paths.map(path => read.asWritten(path));
      const lines = findLines(text, written.map(formatPointer));
      return written.map(path => `${file}:${lines.get(formatPointer(path)) ?? 1}${shownPointer(path)}`);
    },
  };
}

/** Reads the `x-understudy` of a description, then those of its operations: each says what the file would say. */
export function readExtensions(description: Description): Given[] {
  const root = description.document['x-understudy'];
  const whole = readWritten({ value: root ?? {}, description });
  const given: Given[] =
    root === undefined ? [] : [{ ...whole, locate: locateIn(`${description.file}#/x-understudy`, whole.asWritten) }];
  for (const { id, place, extension } of description.operations) {
    if (extension === undefined) continue;
    const operations = { [id]: expand(extension) };
    given.push({
      ...mapSections(() => ({})),
      operations,
      issues: [],
      locate: locateIn(`${place}/x-understudy`, path => path.slice(2)),
    });
  }
  return given;

  function locateIn(place: string, asWritten: (path: readonly string[]) => readonly string[]): Given['locate'] {
    return paths => {
      const places = paths.map(path => place + formatPointer(asWritten(path)));
      const lines = description.lines(places.map(place => ({ place, message: '' })));
      return places.map((place, at) => `${place.split('#')[0]}:${lines[at]} ${place.slice(place.indexOf('#') + 1)}`);
    };
  }
}

function parse(text: string, file: string): unknown {
  try {
    return parseOwnDocument(text) ?? {};
  } catch (error) {
    throw new Problem('resources-invalid', `Failed to read ${file}: ${(error as Error).message}.`, { cause: error });
  }
}

/** Names the operations by their ids, and keeps how they were named. */
function readWritten({ value, description }: Written): Omit<Given, 'locate'> & {
  asWritten(path: readonly string[]): readonly string[];
} {
  if (!isObject(value))
    return { ...readWritten({ value: {}, description }), issues: [{ path: [], message: 'must be an object.' }] };
  // YAML has null where all members were deleted
  const sections = mapSections(name => value[name] ?? {});
  const { collections, operations } = sections;
  const written = new Map<string, string>();
  const unknown = Object.keys(value).filter(name => !Object.hasOwn(sections, name));
  const issues = unknown.map(
    (name): InputIssue => ({ path: [name], message: `is unknown${suggest(name, SECTION_NAMES)}` }),
  );
  for (const name of Object.keys(isObject(operations) ? operations : {})) {
    const operation = findOperation(name, description);
    const path = ['operations', name];
    if (!operation) issues.push({ path, message: `is no operation${suggest(name, namesOf(description))}` });
    else if (written.has(operation.id))
      issues.push({ path, message: `is the same operation as ${written.get(operation.id)}.` });
    else written.set(operation.id, name);
  }
  return {
    ...sections,
    collections: mapRules(collections, rule => withWholePlace(rule, description)),
    operations: isObject(operations)
      ? Object.fromEntries([...written].map(([id, name]) => [id, expand(operations[name])]))
      : operations,
    issues,
    asWritten(path) {
      const [kind, id = '', ...rest] = path;
      const name = kind === 'operations' ? written.get(id) : undefined;
      return name === undefined ? path : ['operations', name, ...rest];
    },
  };
}

/** `false` is short for an operation without state. */
function expand(rule: unknown): unknown {
  return rule === false ? { does: 'respond' } : rule;
}

/** A schema without a file is one of the first file. */
function withWholePlace(rule: unknown, { file }: Description): unknown {
  if (!isObject(rule) || typeof rule.schema !== 'string' || !rule.schema.startsWith('#')) return rule;
  return { ...rule, schema: file + rule.schema };
}

function mapRules(rules: GivenRules, map: (rule: unknown) => unknown): GivenRules {
  if (!isObject(rules)) return rules;
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, map(rule)]));
}

/** The operation with an id, or with a method and a path. */
export function findOperation(name: string, { operations }: Description): DescribedOperation | undefined {
  const [, method = '', path] = /^([a-z]+)\s+(\/.*)$/i.exec(name) ?? [];
  return (
    operations.find(({ id }) => id === name) ??
    operations.find(operation => operation.method === method.toUpperCase() && operation.path === path)
  );
}

/** All names of operations. */
export function namesOf({ operations }: Description): string[] {
  return [...new Set(operations.flatMap(({ id, method, path }) => [id, `${method} ${path}`]))];
}
