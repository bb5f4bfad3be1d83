import type { Operation } from '../../contract/index.js';
import { formatPointer, type InexactNumber, nestingDepth, parseExactJson, valueAt } from '../../kernel/index.js';
import type { RequestIssue } from '../../openapi/index.js';
import { type CoercionOptions, coerce } from '../../openapi/index.js';
import type { ReadBody } from '../port/api.js';

export type RequestBodyLimits = {
  /** How many bytes a body may have, after its content codings are decoded. */
  bytes: number;
  /** How deeply objects and arrays may be nested. */
  depth: number;
};

/** How an API reads bodies that are written otherwise than documented. */
export type BodyOptions = {
  /** How values are coerced. */
  coercion: CoercionOptions;
  /** Turns a body that is not JSON into JSON, where the API accepts such bodies. */
  parseLenientBody?: ((text: string) => string) | undefined;
};

type JsonBody = {
  body: Record<string, unknown>;
  sentFields: string[];
  unknownFields: string[];
  issues: RequestIssue[];
};

/** The body of a request that has none, or whose operation takes none. */
export const NO_BODY: ReadBody = { body: {}, sentFields: [], unknownFields: [], issues: [] };

/** Reads a body as the operation documents it: a JSON object in UTF-8. An empty body, or only white space, is no body. */
export function readBody(
  bytes: Buffer,
  { operation, options, depth }: { operation: Operation; options: BodyOptions; depth: number },
): ReadBody {
  const read: JsonBody = { body: {}, sentFields: [], unknownFields: [], issues: [] };
  const refuse = (expected: RequestIssue['expected']): ReadBody => ({
    ...read,
    issues: [{ place: 'body', path: [], expected }],
  });
  const text = textOf(bytes);
  if (text === undefined || !operation.body) return refuse('json');
  if (text.trim() === '') return read;
  if (nestingDepth(text) > depth) return refuse('shallower');
  const json = parse(text, options);
  if (json === undefined) return refuse('json');
  const { value, inexact } = json;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return refuse('object');
  const { shape, issues } = operation.body;
  read.body = coerce(value, { shape, coercion: options.coercion, unknown: read.unknownFields }) as Record<
    string,
    unknown
  >;
  read.sentFields = Object.keys(value).filter(name => shape.properties.has(name));
  const { body } = read;
  read.issues = issues(body).map(({ path, expected, schemaPath }) => ({
    place: 'body',
    path,
    expected,
    schemaPath,
    value: valueAt(body, formatPointer(path)),
  }));
  if (inexact.length > 0) read.issues = [...read.issues, ...inexactIssues(inexact, read)];
  return read;
}

/** The numbers of known fields that JavaScript cannot represent exactly and that no schema has refused. */
function inexactIssues(inexact: readonly InexactNumber[], { body, issues }: JsonBody): RequestIssue[] {
  const refused = new Set(issues.map(({ path }) => formatPointer(path)));
  const isRefused = (path: readonly string[]) =>
    path.some((_, at) => refused.has(formatPointer(path.slice(0, at + 1))));
  return inexact
    .filter(({ path }) => Number.isNaN(valueAt(body, formatPointer(path))) && !isRefused(path))
    .map(({ path }) => ({ place: 'body', path, expected: 'number', value: Number.NaN }));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Parses text as JSON, or else as the API's lenient variant of it; undefined where it is neither. */
function parse(text: string, { parseLenientBody }: BodyOptions): ReturnType<typeof parseExactJson> | undefined {
  for (const variant of [() => text, () => parseLenientBody?.(text) ?? '']) {
    try {
      return parseExactJson(variant());
    } catch {}
  }
  return undefined;
}
