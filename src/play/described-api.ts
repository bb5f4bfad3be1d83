import type { Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import {
  type ChosenResponse,
  type Content,
  chooseContent,
  chooseSuccess,
  contentReader,
  type DescribedOperation,
  type DescribedResponse,
  type Description,
  findResponse,
  isBodiless,
  parameterReader,
  readDefaults,
  type SentIssue,
} from '../openapi/index.js';
import type { ResourceApi } from '../resource/index.js';
import type {
  Api,
  ApiResponse,
  EndedExchange,
  Handler,
  Preferred,
  RequestIssue,
  RequestParts,
} from '../server/index.js';
import { planCallbacks } from './callbacks/plan-callbacks.js';
import { jsonFirst } from './choose-content.js';
import { type AuthMode, createAuthenticator } from './credentials.js';
import { DescribedBodies } from './described-bodies.js';
import { createHeaders } from './described-headers.js';
import { toOperation } from './described-operation.js';
import { refuse } from './refusals.js';
import { refuseIssues } from './refuse-issues.js';
import { respondFromRecords } from './respond-from-records.js';
import { concreteType } from './serialize.js';

/** How the API of a description is played. */
export type PlayOptions = {
  /** The name that its paths begin with. */
  name: string;
  description: Description;
  seed: number;
  auth: AuthMode;
  /** What happens to requests that break the description: they are refused, only noted, or also named in the response. */
  validateRequests: boolean | 'warn';
  /** Whether responses are made anew for each request, instead of using examples. */
  isDynamic: boolean;
  /** What keeps the records of the operations that have any. */
  resources: ResourceApi;
};

/** Plays a description: each operation responds as documented, with an example or with values made from the schema. */
export function playDescription({
  name,
  description,
  seed,
  auth,
  validateRequests,
  isDynamic,
  resources,
}: PlayOptions): Api {
  const bodies = new DescribedBodies({ seed });
  const authenticate = createAuthenticator({ api: name, seed, mode: auth });
  const byId = new Map(description.operations.map(described => [described.id, createPart(described)]));
  // a credential in the query is no parameter of an operation
  const queryKeys = new Set(
    description.schemes.flatMap(scheme => (scheme.type === 'apiKey' && scheme.in === 'query' ? [scheme.key] : [])),
  );
  const partOf = (operation: Operation) => byId.get(operation.id) as Part;
  return {
    name,
    operations: [...byId.values()].map(({ operation }) => operation),
    // clients of other mocks leave the base path out
    templates: operation => templatesOf(partOf(operation).described, description),
    handlers: Object.fromEntries([...byId.values()].map(part => [part.described.id, handlerOf(part)])),
    followsPreferences: true,
    namesIssues: validateRequests === 'warn',
    authenticate(operation, { headers, search }) {
      const { described } = partOf(operation);
      const missing = authenticate(described, { headers, search });
      if (!missing) return { principal: { userId: null } };
      const { message, challenge } = missing;
      return {
        refusal: refuse(described, { statuses: [401, 403], message, headers: ['WWW-Authenticate', challenge] }, seed),
      };
    },
    readParameters(operation, request) {
      const { readParameters, readDefaults } = partOf(operation);
      const { values, issues, unknown } = readParameters(request);
      return {
        ...NO_PARAMETERS,
        query: { ...readDefaults(), ...validQuery(values.query, issues) },
        sentParameters: Object.keys(values.query),
        unknownParameters: unknown.length > 0 ? unknown.filter(name => !queryKeys.has(name)) : unknown,
        issues: issues.length > 0 ? issues.map(toRequestIssue) : NO_ISSUES,
      };
    },
    readBody(operation, { bytes, headers, depth }) {
      const read = partOf(operation).readBody(depth)(bytes, headers['content-type']);
      if ('unsupported' in read) {
        const issue = {
          place: 'body',
          path: [],
          expected: 'media-type',
          message: `must be ${read.accepted.join(' or ')}`,
        } as const;
        return { ...NO_FIELDS, issues: [issue] };
      }
      return { ...NO_FIELDS, body: read.value, issues: read.issues.map(toRequestIssue) };
    },
    refuse: (issues, operation) => refuseIssues(issues, partOf(operation).described, seed),
    outcome(operation, { status, request, ...preferred }) {
      const part = partOf(operation);
      const response = findResponse(part.described, status);
      if (!response || !hasExample(response, preferred.example)) return undefined;
      return respond(part, { status, response, request, preferred });
    },
    expired: operation => {
      const message = 'The credentials have expired.';
      return refuse(partOf(operation).described, { statuses: [401, 403], message }, seed);
    },
    // without callbacks no exchange has to be read again
    ...(description.operations.some(({ callbacks }) => callbacks.length > 0) && {
      callbacks: (operation: Operation, exchange: EndedExchange) =>
        planCallbacks(partOf(operation), exchange, { api: name, seed }),
    }),
  };

  function createPart(described: DescribedOperation): Part {
    let reader: ReturnType<typeof contentReader> | undefined;
    let defaults: ReturnType<typeof readDefaults> | undefined;
    const queryParameters = described.parameters.filter(parameter => parameter.in === 'query');
    return {
      described,
      operation: toOperation(described, description),
      name: resourceName(described.path),
      readParameters: parameterReader(described.parameters),
      // schemas are read when they are first needed
      readDefaults: () => (defaults ??= readDefaults(queryParameters)),
      readBody: depth => (reader ??= contentReader(described.body, { depth })),
    };
  }

  function handlerOf(part: Part): Handler {
    const { described } = part;
    const success = chooseSuccess(described);
    const perform = resources.handlers.get(described.id);
    const certainty = resources.certainty(described.id);
    return {
      // a body that is too large has not been read
      validate: (_, found) =>
        validateRequests === true ? found : found.filter(({ expected }) => expected === 'smaller'),
      respond(call) {
        const { example, isDynamic: isWantedDynamic } = call.preferred;
        if (perform && example === undefined && !isWantedDynamic) {
          // before anything is changed
          const unacceptable = findUnacceptable(described, call.headers.accept);
          if (unacceptable) return refuseAccept(described, unacceptable);
          return respondFromRecords(perform(call), { described, accept: call.headers.accept, seed, certainty });
        }
        const chosen = example === undefined ? success : findByExample(described, example, success);
        if (chosen) return respond(part, { ...chosen, request: call, preferred: call.preferred });
        const message = 'The description has no successful response.';
        return refuse(described, { statuses: [501, 500], message }, seed);
      },
    };
  }

  function respond(part: Part, { status, response, request, preferred }: Wanted): ApiResponse {
    const headers = createHeaders(response.headers, seed);
    if (response.contents.length === 0 || isBodiless(status)) {
      return { status, body: '', mediaType: '', headers, certainty: 'explicit' };
    }
    const { accept } = request.headers;
    const withExample = jsonFirst(response).filter(content => contentHasExample(content, preferred.example));
    const content = chooseContent(withExample, accept) ?? chooseContent(jsonFirst(response), accept);
    if (!content) return refuseAccept(part.described, response.contents);
    const made = bodies.create(content, {
      example: preferred.example,
      isDynamic: preferred.isDynamic ?? isDynamic,
      key: () => keyOf(request),
      name: part.name,
    });
    return { status, body: made.body, mediaType: concreteType(content.mediaType), headers, certainty: made.certainty };
  }

  function refuseAccept(described: DescribedOperation, contents: readonly Content[]): ApiResponse {
    const types = contents.map(({ mediaType }) => mediaType).join(' or ');
    return refuse(
      described,
      { statuses: [406], message: `The header Accept allows none of the responses: ${types}.` },
      seed,
    );
  }
}

/** The contents of the successful responses, where a header Accept allows none of them. */
function findUnacceptable(
  { responses }: DescribedOperation,
  accept: string | undefined,
): readonly Content[] | undefined {
  if (accept === undefined || accept === '*/*') return undefined;
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  const isAcceptable = successes.some(({ contents }) => contents.length === 0 || chooseContent(contents, accept));
  return isAcceptable || successes.length === 0 ? undefined : successes.flatMap(({ contents }) => contents);
}

/** The path templates of an operation, with each of its base paths and without, as clients of other mocks send it. */
function templatesOf({ path, basePaths }: DescribedOperation, description: Description): string[] {
  const templates = [...(basePaths ?? description.basePaths), ''].map(basePath => basePath + path);
  // so are the paths of requests
  return [...new Set(templates.map(template => template.replace(/\/{2,}/g, '/')))];
}

/** What is prepared for an operation. */
type Part = {
  described: DescribedOperation;
  operation: Operation;
  /** What its responses are about: `pets`. */
  name: string;
  readParameters: ReturnType<typeof parameterReader>;
  /** The defaults of its query parameters. */
  readDefaults(): ReturnType<typeof readDefaults>;
  readBody(depth: number): ReturnType<typeof contentReader>;
};

type Wanted = { status: number; response: DescribedResponse; request: RequestParts; preferred: Preferred };

const NO_ISSUES: readonly RequestIssue[] = [];
const NO_PARAMETERS = {
  repeated: {},
  emptyParameters: [],
  repeatedParameters: [],
};
const NO_FIELDS = { body: {}, sentFields: [], unknownFields: [] };

/** The values that break no schema: if requests with issues are not refused, a default stands in for an invalid value. */
function validQuery(query: Readonly<Record<string, unknown>>, issues: readonly SentIssue[]): Record<string, unknown> {
  if (issues.length === 0) return query;
  const invalid = new Set(issues.flatMap(issue => (issue.in === 'query' ? issue.path.slice(0, 1) : [])));
  return invalid.size === 0 ? query : Object.fromEntries(Object.entries(query).filter(([name]) => !invalid.has(name)));
}

function toRequestIssue({ in: place, ...issue }: SentIssue): RequestIssue {
  return { place, ...issue };
}

function hasExample({ contents }: DescribedResponse, name: string | undefined): boolean {
  return name === undefined || contents.some(content => contentHasExample(content, name));
}

function contentHasExample({ examples }: Content, name: string | undefined): boolean {
  return name === undefined || examples.some(example => example.name === name);
}

/**
 * The response that has an example, the successful one first. As Prism does, it may be of any response, and the status then
 * follows. Throws `outcome-unknown`.
 */
function findByExample(
  { id, responses }: DescribedOperation,
  name: string,
  success: ChosenResponse | undefined,
): ChosenResponse {
  const exact = responses.filter(({ status }) => /^\d{3}$/.test(status));
  const all = [
    ...(success ? [success] : []),
    ...exact.map(response => ({ status: Number(response.status), response })),
  ];
  const found = all.find(({ response }) => hasExample(response, name));
  if (found) return found;
  const examples = all.flatMap(({ response }) => response.contents.flatMap(({ examples }) => examples));
  const listed = [...new Set(examples.map(({ name }) => name))];
  throw new Problem('outcome-unknown', `${id} documents no example ${name}.`, {
    fix: listed.length > 0 ? `It documents ${listed.join(', ')}.` : 'It documents no examples.',
  });
}

/** The same for the same request, whatever the order of its headers. */
function keyOf({ path, search }: RequestParts): string {
  return `${JSON.stringify(path)} ${search}`;
}

/** The last literal segment of a path: `pets` of `/shops/{id}/pets/{petId}`. */
function resourceName(path: string): string {
  return path.split('/').findLast(segment => segment !== '' && !segment.startsWith('{')) ?? '';
}
