import { formatPointer, isObject } from '../../kernel/index.js';
import type { Documents, Located } from '../load/documents.js';
import type { Warnings } from '../load/warnings.js';
import type { Example } from '../operation.js';
import type { SchemaRegistry } from '../schema/schema-registry.js';

/** What reading a description needs. */
export type ReadContext = {
  documents: Documents;
  warnings: Warnings;
  /** The schemas of what is sent to the server, and of what it returns. */
  schemas: { request: SchemaRegistry; response: SchemaRegistry };
  /** 2, 3 or 3.1. */
  version: 2 | 3 | 3.1;
};

/** A member of a located object. */
export function member({ value, place }: Located, name: string): Located {
  const inner = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return { value: inner, place: place + formatPointer([name]) };
}

/** The members of a located object, with references followed; a dangling one is left out. */
export function members(located: Located, { documents, warnings }: ReadContext): (readonly [string, Located])[] {
  const { value, place } = located;
  if (value === undefined) return [];
  if (!isObject(value)) {
    warnings.add(place, 'must be an object; it is ignored');
    return [];
  }
  return Object.keys(value).flatMap(name => {
    const followed = documents.follow(member(located, name));
    return followed === undefined ? [] : [[name, followed] as const];
  });
}

/** The items of a located list, with references followed; a dangling one is left out. */
export function items({ value, place }: Located, { documents, warnings }: ReadContext): Located[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    warnings.add(place, 'must be a list; it is ignored');
    return [];
  }
  return value.flatMap((item, at) => documents.follow({ value: item, place: `${place}/${at}` }) ?? []);
}

export function text({ value }: Located): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text, also where a number or a boolean stands: `version: 1.0`. An object may have a member `toString`. */
export function scalarText({ value }: Pick<Located, 'value'>): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** The examples of a parameter, a header or a content: `example`, then `examples` by name. Their values are only data. */
export function readExamples(located: Located, reading: ReadContext): Example[] {
  const single = member(located, 'example');
  const first = single.value === undefined ? [] : [{ name: 'example', place: single.place, value: () => single.value }];
  const named = members(member(located, 'examples'), reading).flatMap(([name, example]): Example[] => {
    if (!isObject(example.value)) {
      reading.warnings.add(example.place, 'must be an object with a value; it is ignored');
      return [];
    }
    if ('value' in example.value)
      return [{ name, ...member(example, 'value'), value: () => member(example, 'value').value }];
    const external = text(member(example, 'externalValue'));
    if (external === undefined) return [];
    let read: { value: unknown } | undefined;
    const value = () => {
      read ??= { value: reading.documents.readValueBeside(external, example.place) };
      return read.value;
    };
    return [{ name, place: example.place, value }];
  });
  return [...first, ...named];
}
