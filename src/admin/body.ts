import type { IncomingMessage } from 'node:http';
import type { ApiDescription, Operation } from '../contract/index.js';
import {
  describeInexactNumber,
  findInexactNumbers,
  findJsonError,
  formatPointer,
  type JsonReader,
  nestingDepth,
  Problem,
  readJson,
} from '../kernel/index.js';
import { createInputValidator, describeIssues, type InputValidator } from '../openapi/index.js';
import { bodyCollector } from '../server/index.js';

export type BodyReader = {
  /** Reads the body of a request. Throws `control-invalid`, `control-too-large`, `RequestAborted`. */
  read(operation: Operation, request: IncomingMessage): Promise<unknown>;
  /** Checks a value that code passes as a body. Throws `control-invalid`. */
  readValue(operation: Operation, value: unknown): unknown;
};

type BodyReaderOptions = {
  description: ApiDescription;
  /** How many bytes a body may have, and how many a body with records. */
  limits: { bytes: number; records: number };
  /** By operation id: the reader of a body for which its schema is not enough. */
  readers: Readonly<Record<string, (reader: JsonReader) => unknown>>;
};

/** The operations whose bodies have records or whole exchanges. */
const LARGE = new Set(['replaceRecords', 'changeRecords', 'importArchive']);

/** How deeply a body may be nested: JSON.parse accepts more than JSON.stringify can write. */
const MAX_DEPTH = 100;

/** Creates the reader of bodies. An empty body counts as an empty object. */
export function bodyReader({ description, limits, readers }: BodyReaderOptions): BodyReader {
  const collectors = { bytes: bodyCollector(limits.bytes), records: bodyCollector(limits.records) };
  async function read(operation: Operation, request: IncomingMessage): Promise<unknown> {
    const limit = LARGE.has(operation.id) ? 'records' : 'bytes';
    const collected = await collectors[limit](request);
    if (collected instanceof Problem) throw collected;
    if (!Buffer.isBuffer(collected)) {
      if (collected.expected !== 'smaller') {
        throw new Problem('control-invalid', 'The body does not have the coding of its Content-Encoding.', {
          fix: 'Send it without coding and without the header Content-Encoding.',
        });
      }
      throw new Problem('control-too-large', `The body has more than ${limits[limit]} bytes.`, {
        fix: `Send less, or raise the limit \`${limit}\`.`,
      });
    }
    const invalid = problemFor(operation);
    return readBodyJson(operation, parseBytes(collected, invalid), invalid);
  }

  const validators = new Map<string, InputValidator>();
  function validatorOf({ id }: Operation): InputValidator {
    const { schema } = describedBody(id, description);
    const validator =
      validators.get(id) ?? createInputValidator(description.document, { pointer: schema.$ref.slice(1) });
    validators.set(id, validator);
    return validator;
  }

  const problemFor = (operation: Operation) => (message: string) =>
    new Problem('control-invalid', message, { fix: fixOf(operation, description) });

  function readBodyJson(operation: Operation, json: unknown, invalid: (message: string) => Problem): unknown {
    const reader = readers[operation.id];
    if (reader) {
      const read = readJson(json, reader);
      if ('value' in read) return read.value;
      throw invalid(read.issues.join(' '));
    }
    const issues = describeIssues(validatorOf(operation)(json), nameOf);
    if (issues.length > 0) throw invalid(issues.join(' '));
    return json;
  }

  function readValue(operation: Operation, value: unknown): unknown {
    const invalid = (message: string) => new Problem('control-invalid', message, { fix: FOR_CODE });
    return readBodyJson(operation, parseText(textOfValue(value, invalid), invalid), invalid);
  }

  return { read, readValue };
}

/** The fix for an invalid body: an example of a valid one. */
function fixOf({ id }: Operation, description: ApiDescription): string {
  const { example } = describedBody(id, description);
  return `Example: ${JSON.stringify(example)}. \`GET /__admin/openapi.json\` describes it.`;
}

type DescribedBody = { schema: { $ref: string }; example?: unknown };
type Described = { operationId: string; requestBody: { content: { 'application/json': DescribedBody } } };

function describedBody(id: string, { document }: ApiDescription): DescribedBody {
  const methods = Object.values((document.paths ?? {}) as Record<string, Record<string, Described>>);
  const described = methods.flatMap(path => Object.values(path)).find(({ operationId }) => operationId === id);
  return (described as Described).requestBody.content['application/json'];
}

function nameOf(path: readonly string[]): string {
  return formatPointer(path) || 'The body';
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseBytes(bytes: Buffer, invalid: (message: string) => Problem): unknown {
  const text = textOf(bytes);
  if (text === undefined) throw invalid('The body is not UTF-8.');
  return text.trim() === '' ? {} : parseText(text, invalid);
}

/** The fix for an invalid value from code. */
const FOR_CODE = 'Compare the value with the types that the package exports.';

/** The JSON of a value, without undefined members. JSON has no NaN and no infinity. */
function textOfValue(value: unknown, invalid: (message: string) => Problem): string {
  try {
    return JSON.stringify(value ?? {}, (name, inner) => {
      if (typeof inner !== 'number' || Number.isFinite(inner)) return inner;
      throw invalid(`${name || 'The value'} is ${inner}, which JSON cannot represent.`);
    });
  } catch (cause) {
    throw cause instanceof Problem ? cause : invalid(`The value is not JSON: ${(cause as Error).message}.`);
  }
}

function parseText(text: string, invalid: (message: string) => Problem): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(syntaxSentence(text));
  }
  if (nestingDepth(text) > MAX_DEPTH) throw invalid(`The body is nested more than ${MAX_DEPTH} levels deep.`);
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

/** The sentence for a JSON syntax error, with its place. */
function syntaxSentence(text: string): string {
  const at = findJsonError(text);
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  if (at >= text.length) return `The body is not JSON: it ends too early, at ${place}.`;
  const rest = text.slice(at, at + MAX_SHOWN).split('\n', 1)[0] ?? '';
  return `The body is not JSON: unexpected ${JSON.stringify(rest)} at ${place}.`;
}

/** How many characters of a wrong value are shown. */
const MAX_SHOWN = 40;
