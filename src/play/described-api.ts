import type { Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import {
  type Content,
  chooseContent,
  contentReader,
  type DescribedOperation,
  type DescribedResponse,
  type Description,
  parameterReader,
  type SentIssue,
} from '../openapi/index.js';
import type { Api, ApiResponse, Handler, Preferred, RequestIssue, RequestParts } from '../server/index.js';
import { planCallbacks } from './callbacks/plan-callbacks.js';
import { type ChosenResponse, chooseSuccess, findResponse, isBodiless } from './choose-response.js';
import { type AuthMode, createAuthenticator } from './credentials.js';
import { DescribedBodies } from './described-bodies.js';
import { createHeaders } from './described-headers.js';
import { toOperation } from './described-operation.js';
import { refuse } from './refusals.js';
import { refuseIssues } from './refuse-issues.js';
import { concreteType, mayBeJson } from './serialize.js';

/** How the API of a description is played. */
export type PlayOptions = {
  /** The name that its paths begin with. */
  name: string;
  description: Description;
  seed: number;
  auth: AuthMode;
  /** What happens to requests that break the description: they are refused, or only noted in the journal. */
  validateRequests: boolean;
  /** Whether responses are made anew for each request, instead of using examples. */
  isDynamic: boolean;
};

/** Plays a description: each operation responds as documented, with an example or with values made from the schema. */
export function playDescription({ name, description, seed, auth, validateRequests, isDynamic }: PlayOptions): Api {
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
      const { issues, unknown } = partOf(operation).readParameters(request);
      const unknownParameters = unknown.length > 0 ? unknown.filter(name => !queryKeys.has(name)) : unknown;
      return { ...NO_PARAMETERS, unknownParameters, issues: issues.map(toRequestIssue) };
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
    callbacks: (operation, exchange) => planCallbacks(partOf(operation), exchange, { api: name, seed }),
  };

  function createPart(described: DescribedOperation): Part {
    let reader: ReturnType<typeof contentReader> | undefined;
    return {
      described,
      operation: toOperation(described, description),
      name: resourceName(described.path),
      readParameters: parameterReader(described.parameters),
      readBody: depth => (reader ??= contentReader(described.body, { depth })),
    };
  }

  function handlerOf(part: Part): Handler {
    const { described } = part;
    const success = chooseSuccess(described);
    return {
      // a body that is too large has not been read
      validate: (_, found) => (validateRequests ? found : found.filter(({ expected }) => expected === 'smaller')),
      respond(call) {
        const { example } = call.preferred;
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
  readBody(depth: number): ReturnType<typeof contentReader>;
};

type Wanted = { status: number; response: DescribedResponse; request: RequestParts; preferred: Preferred };

const NO_PARAMETERS = {
  query: {},
  repeated: {},
  sentParameters: [],
  unknownParameters: [],
  emptyParameters: [],
  repeatedParameters: [],
};
const NO_FIELDS = { body: {}, sentFields: [], unknownFields: [] };

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

/** The contents in the order in which they are sent to a client that accepts several: JSON is what most can read. */
function jsonFirst(response: DescribedResponse): readonly Content[] {
  let ordered = known.get(response);
  if (!ordered) {
    const isJsonContent = ({ mediaType }: Content) => mayBeJson(mediaType);
    const { contents } = response;
    ordered = [...contents.filter(isJsonContent), ...contents.filter(content => !isJsonContent(content))];
    known.set(response, ordered);
  }
  return ordered;
}

const known = new WeakMap<DescribedResponse, readonly Content[]>();
