import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Description, Operation, SchemaFlaw } from '../contract/index.js';
import { type JsonReader, nestingDepth, Problem, pointerOf, readJson, valueAt } from '../kernel/index.js';
import { bodyCollector } from '../mock/index.js';

export type BodyReader = {
  /** Reads the body of a request. Throws `control-invalid`, `control-too-large`, `RequestAborted`. */
  read(operation: Operation, request: IncomingMessage, response: ServerResponse): Promise<unknown>;
  /** Reads a body that is JSON already, as an operation takes it. Throws `control-invalid`. */
  readJson(operation: Operation, json: unknown): unknown;
};

type Parts = {
  description: Description;
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
  async function read(operation: Operation, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const limit = operation.id === LARGE ? 'records' : 'bytes';
    const collected = await collectors[limit](request, response);
    if (!Buffer.isBuffer(collected)) {
      if (collected.expected !== 'smaller') throw invalid(NO_JSON);
      throw new Problem('control-too-large', `The body has more than ${limits[limit]} bytes.`, {
        fix: `Send less, or raise the limit \`${limit}\`.`,
      });
    }
    return readBodyJson(operation, parsed(collected));
  }

  function readBodyJson(operation: Operation, json: unknown): unknown {
    const reader = readers[operation.id];
    if (reader) {
      const read = readJson(json, reader);
      if ('value' in read) return read.value;
      throw invalid(read.flaws.join(' '));
    }
    const flaws = operation.body?.flaws(json) ?? [];
    if (flaws.length === 0) return json;
    // each word that nobody knows is a flaw, and all of them have the same sentence
    const sentences = new Set(flaws.map(flaw => sentenceOf(flaw, description)));
    throw invalid([...sentences].join(' '));
  }

  return { read, readJson: readBodyJson };
}

const NO_JSON = 'The body is no JSON.';

function invalid(message: string): Problem {
  return new Problem('control-invalid', message);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Buffer): unknown {
  let value: unknown;
  let text: string;
  try {
    text = utf8.decode(bytes);
    value = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw invalid(NO_JSON);
  }
  if (nestingDepth(text) > DEEPEST) throw invalid(`The body is nested more than ${DEEPEST} levels deep.`);
  return value;
}

/** What is wrong, with what there may be instead where the schema lists it. */
function sentenceOf({ path, message, schemaPath }: SchemaFlaw, { document }: Description): string {
  const place = pointerOf(path) || 'The body';
  const [, schema = '', word] = /#(.*)\/([^/]*)$/.exec(schemaPath) ?? [];
  const { enum: values, properties } = (valueAt(document, schema) ?? {}) as { enum?: unknown[]; properties?: object };
  if (word === 'enum' && values) return `${place} must be one of ${values.join(', ')}.`;
  if (word === 'additionalProperties' && properties) {
    return `${place} may have nothing but ${Object.keys(properties).join(', ')}.`;
  }
  return `${place} ${message}.`;
}
