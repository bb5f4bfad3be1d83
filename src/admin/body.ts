import type { IncomingMessage } from 'node:http';
import type { ApiDescription, Operation, SchemaFlaw } from '../contract/index.js';
import {
  describeInexactNumber,
  findInexactNumbers,
  findJsonError,
  formatPointer,
  type JsonReader,
  nestingDepth,
  Problem,
  readJson,
  valueAt,
} from '../kernel/index.js';
import { bodyCollector } from '../server/index.js';

export type BodyReader = {
  /** Reads the body of a request. Throws `control-invalid`, `control-too-large`, `RequestAborted`. */
  read(operation: Operation, request: IncomingMessage): Promise<unknown>;
  /** Reads a body that is a value already, as an operation takes it. Throws `control-invalid`. */
  readValue(operation: Operation, value: unknown): unknown;
};

type Parts = {
  description: ApiDescription;
  /** The most bytes of a body, and of one that brings records. */
  limits: { bytes: number; records: number };
  /** What reads the body of an operation, by its id, where that is more than its schema says. */
  readers: Readonly<Record<string, (reader: JsonReader) => unknown>>;
};

/** The operation whose bodies bring records. */
const LARGE = 'replaceRecords';

/** Deeper, JSON could be read but not be written again. */
const DEEPEST = 100;

/** What reads bodies. An empty one is an empty object. */
export function bodyReader({ description, limits, readers }: Parts): BodyReader {
  const collectors = { bytes: bodyCollector(limits.bytes), records: bodyCollector(limits.records) };
  async function read(operation: Operation, request: IncomingMessage): Promise<unknown> {
    const limit = operation.id === LARGE ? 'records' : 'bytes';
    const collected = await collectors[limit](request);
    if (collected instanceof Problem) throw collected;
    if (!Buffer.isBuffer(collected)) {
      if (collected.expected !== 'smaller') {
        throw new Problem('control-invalid', 'The body is not coded as its Content-Encoding says.', {
          fix: 'Send it as it is, without the header Content-Encoding.',
        });
      }
      throw new Problem('control-too-large', `The body has more than ${limits[limit]} bytes.`, {
        fix: `Send less, or raise the limit \`${limit}\`.`,
      });
    }
    const invalid = refusing(operation);
    return readBodyJson(operation, parsed(collected, invalid), invalid);
  }

  const refusing = (operation: Operation) => (message: string) =>
    new Problem('control-invalid', message, { fix: fixOf(operation, description) });

  function readBodyJson(operation: Operation, json: unknown, invalid: (message: string) => Problem): unknown {
    const reader = readers[operation.id];
    if (reader) {
      const read = readJson(json, reader);
      if ('value' in read) return read.value;
      throw invalid(read.flaws.join(' '));
    }
    const flaws = operation.body?.flaws(json) ?? [];
    if (flaws.length === 0) return json;
    // each word that nobody knows is a flaw, and all of them have the same sentence
    const sentences = new Set(flaws.map(flaw => sentenceOf(flaw, { json, description })));
    throw invalid([...sentences].join(' '));
  }

  function readValue(operation: Operation, value: unknown): unknown {
    const invalid = (message: string) => new Problem('control-invalid', message, { fix: FOR_CODE });
    return readBodyJson(operation, jsonIn(textOfValue(value, invalid), invalid), invalid);
  }

  return { read, readValue };
}

/** What to do about a body that cannot be used: an example of one that can. */
function fixOf({ id }: Operation, { document }: ApiDescription): string {
  const methods = Object.values((document.paths ?? {}) as Record<string, Record<string, Described>>);
  const described = methods.flatMap(path => Object.values(path)).find(({ operationId }) => operationId === id);
  const { example } = described?.requestBody?.content['application/json'] ?? {};
  return `Send such as ${JSON.stringify(example)}; \`GET /__admin/openapi.json\` describes it.`;
}

type Described = { operationId: string; requestBody?: { content: { 'application/json': { example?: unknown } } } };

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Buffer, invalid: (message: string) => Problem): unknown {
  const text = textOf(bytes);
  if (text === undefined) throw invalid('The body is no text in UTF-8.');
  return text.trim() === '' ? {} : jsonIn(text, invalid);
}

/** What to do about a value that code has given. */
const FOR_CODE = 'Compare the value with the types that the package exports.';

/** The JSON of a value, without members that are undefined. JSON has no number that is none, or without end. */
function textOfValue(value: unknown, invalid: (message: string) => Problem): string {
  try {
    return JSON.stringify(value ?? {}, (name, inner) => {
      if (typeof inner !== 'number' || Number.isFinite(inner)) return inner;
      throw invalid(`${name || 'The value'} is ${inner}, which is no number of JSON.`);
    });
  } catch (cause) {
    throw cause instanceof Problem ? cause : invalid(`The value is no JSON: ${(cause as Error).message}.`);
  }
}

function jsonIn(text: string, invalid: (message: string) => Problem): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(syntaxSentence(text));
  }
  if (nestingDepth(text) > DEEPEST) throw invalid(`The body is nested more than ${DEEPEST} levels deep.`);
  const [first] = findInexactNumbers(text);
  if (first) throw invalid(`${formatPointer(first.path) || 'The body'} ${describeInexactNumber(first)}.`);
  return value;
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Says where a text is no JSON any more. */
function syntaxSentence(text: string): string {
  const at = findJsonError(text);
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  if (at >= text.length) return `The body is no JSON: it ends at ${place}, before it is whole.`;
  const rest = text.slice(at, at + MOST_SHOWN).split('\n', 1)[0] ?? '';
  return `The body is no JSON: ${JSON.stringify(rest)} cannot stand at ${place}.`;
}

/** How many characters of what is wrong are shown. */
const MOST_SHOWN = 40;

/** What is wrong, with what there may be instead. */
function sentenceOf(
  { path, message, schemaPath }: SchemaFlaw,
  { json, description: { document } }: { json: unknown; description: ApiDescription },
): string {
  const pointer = formatPointer(path);
  const place = pointer || 'The body';
  const [, at = '', word = ''] = /#(.*)\/([^/]*)$/.exec(schemaPath) ?? [];
  const schema = (valueAt(document, at) ?? {}) as Schema;
  const sentence = SENTENCES[word]?.(schema) ?? `${message}.`;
  const value = valueAt(json, pointer);
  const isShown = pointer !== '' && value !== undefined && (value === null || typeof value !== 'object');
  return `${place} ${isShown ? `is ${shown(value)} and ` : ''}${sentence}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

type Schema = {
  type?: string | string[];
  enum?: readonly unknown[];
  properties?: object;
  minimum?: number;
  maximum?: number;
};

/** What a value has to be, by the word of the schema that it breaks. */
const SENTENCES: Readonly<Record<string, (schema: Schema) => string>> = {
  type: ({ type = [] }) =>
    `must be ${[type]
      .flat()
      .map(one => NOUNS[one] ?? one)
      .join(' or ')}.`,
  enum: ({ enum: values = [] }) => `must be one of ${values.join(', ')}.`,
  format: () => 'must be a time, such as 2026-11-26T12:00:00Z.',
  required: () => 'is missing.',
  minimum: bounds,
  maximum: bounds,
  additionalProperties: ({ properties = {} }) => `may have nothing but ${Object.keys(properties).join(', ')}.`,
};

function bounds({ minimum, maximum }: Schema): string {
  return `must be from ${minimum} to ${maximum}.`;
}

const NOUNS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  null: 'null',
};
