import { coerce, type Operation } from '../contract/index.js';
import type { Api } from './api.js';
import type { Fault } from './behaviour.js';

export type ReadQuery = {
  query: Record<string, unknown>;
  sentParameters: string[];
  unknownParameters: string[];
  faults: Fault[];
};

/**
 * Reads a query string as the operation documents it. Empty parameters are no parameters; of repeated ones the last
 * counts, or all where a list is wanted.
 */
export function readQuery(search: string, { operation, api }: { operation: Operation; api: Api }): ReadQuery {
  const read: ReadQuery = { query: {}, sentParameters: [], unknownParameters: [], faults: [] };
  if (search === '') return read;
  const texts = textsOf(search, { operation, read });
  api.mendQuery?.(texts);
  for (const [name, text] of texts) {
    const parameter = operation.query.get(name);
    if (!parameter) continue;
    const { shape } = parameter;
    const written = shape.types.has('array') ? itemsOf(text) : text;
    const value = coerce(written, { shape, loosening: api.loosening, unknown: [] });
    read.query[name] = value;
    for (const { expected } of parameter.faults(value))
      read.faults.push({ place: 'query', path: [name], expected, value });
  }
  return read;
}

function textsOf(search: string, { operation, read }: { operation: Operation; read: ReadQuery }): Map<string, string> {
  const texts = new Map<string, string>();
  const unknown = new Set<string>();
  const sent = new Set<string>();
  for (const [name, text] of new URLSearchParams(search)) {
    const parameter = operation.query.get(name);
    (parameter ? sent : unknown).add(name);
    if (!parameter || text === '') continue;
    const before = parameter.shape.types.has('array') ? texts.get(name) : undefined;
    texts.set(name, before === undefined ? text : `${before},${text}`);
  }
  read.sentParameters = [...sent];
  read.unknownParameters = [...unknown];
  return texts;
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}
