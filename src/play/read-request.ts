import {
  contentReader,
  type DescribedOperation,
  parameterReader,
  readDefaults,
  type SentIssue,
} from '../openapi/index.js';
import type { Api, RequestIssue, RequestParts } from '../server/index.js';

/** Reads the requests to one operation. Schemas are read when they are first needed. */
export type RequestReader = {
  readParameters(request: RequestParts): ReturnType<Api['readParameters']>;
  readBody(body: Parameters<Api['readBody']>[1]): ReturnType<Api['readBody']>;
  /** Reads bodies alone, which may be nested so deeply. */
  contentReader(depth: number): ReturnType<typeof contentReader>;
};

/** Creates what reads the requests to an operation. `credentials` are names in the query that are no parameters. */
export function createRequestReader(
  { parameters, body }: DescribedOperation,
  { credentials }: { credentials: ReadonlySet<string> },
): RequestReader {
  const read = parameterReader(parameters);
  const queryParameters = parameters.filter(parameter => parameter.in === 'query');
  let defaults: ReturnType<typeof readDefaults> | undefined;
  const readers = new Map<number, ReturnType<typeof contentReader>>();
  const readerOf = (depth: number) => {
    const reader = readers.get(depth) ?? contentReader(body, { depth });
    readers.set(depth, reader);
    return reader;
  };
  return {
    readParameters(request) {
      const { values, issues, unknown } = read(request);
      defaults ??= readDefaults(queryParameters);
      // a literal, since each request comes by here, and a copy of an object with more members takes 6 µs
      return {
        repeated: NONE,
        emptyParameters: NO_NAMES,
        repeatedParameters: NO_NAMES,
        query: withDefaults(validQuery(values.query, issues), defaults),
        sentParameters: Object.keys(values.query),
        unknownParameters: unknown.length > 0 ? unknown.filter(name => !credentials.has(name)) : unknown,
        issues: issues.length > 0 ? issues.map(toRequestIssue) : NO_ISSUES,
      };
    },
    readBody({ bytes, headers, depth }) {
      const read = readerOf(depth)(bytes, headers['content-type']);
      if ('unsupported' in read) {
        const message = `must be ${read.accepted.join(' or ')}`;
        return bodyOf({}, [{ place: 'body', path: [], expected: 'media-type', message }]);
      }
      return bodyOf(read.value, read.issues.map(toRequestIssue));
    },
    contentReader: readerOf,
  };
}

const NO_ISSUES: readonly RequestIssue[] = [];
const NO_NAMES: readonly string[] = [];
const NONE = {};

/** A body whose fields nobody looks at. */
function bodyOf(body: unknown, issues: readonly RequestIssue[]): ReturnType<Api['readBody']> {
  return { body, sentFields: NO_NAMES, unknownFields: NO_NAMES, issues };
}

/** The values of a query, and the defaults of the parameters that are not among them. */
function withDefaults(query: Readonly<Record<string, unknown>>, defaults: Readonly<Record<string, unknown>>) {
  for (const name in defaults) {
    if (!Object.hasOwn(query, name)) return { ...defaults, ...query };
  }
  return query;
}

/** The values that break no schema: if requests with issues are not refused, a default stands in for an invalid value. */
function validQuery(query: Readonly<Record<string, unknown>>, issues: readonly SentIssue[]): Record<string, unknown> {
  if (issues.length === 0) return query;
  const invalid = new Set(issues.flatMap(issue => (issue.in === 'query' ? issue.path.slice(0, 1) : [])));
  return invalid.size === 0 ? query : Object.fromEntries(Object.entries(query).filter(([name]) => !invalid.has(name)));
}

function toRequestIssue({ in: place, ...issue }: SentIssue): RequestIssue {
  return { place, ...issue };
}
