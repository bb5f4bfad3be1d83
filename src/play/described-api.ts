import type { Operation } from '../contract/index.js';
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
import { chooseSuccess, findResponse, isBodiless } from './choose-response.js';
import { type AuthMode, createAuthenticator } from './credentials.js';
import { DescribedBodies } from './described-bodies.js';
import { createHeaders } from './described-headers.js';
import { toOperation } from './described-operation.js';
import { refuse } from './refusals.js';
import { isJson } from './serialize.js';

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
  const partOf = (operation: Operation) => byId.get(operation.id) as Part;
  return {
    name,
    operations: [...byId.values()].map(({ operation }) => operation),
    // clients of other mocks leave the base path out
    templates: operation => [
      ...templatesOf(partOf(operation).described, description),
      partOf(operation).described.path,
    ],
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
      const read = partOf(operation).readParameters(request);
      return { ...NO_PARAMETERS, ...read, issues: validateRequests ? read.issues.map(toRequestIssue) : [] };
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
        return { ...NO_FIELDS, issues: validateRequests ? [issue] : [] };
      }
      return { ...NO_FIELDS, body: read.value, issues: validateRequests ? read.issues.map(toRequestIssue) : [] };
    },
    refuse: (issues, operation) => refuseIssues(issues, partOf(operation).described),
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
    const success = chooseSuccess(part.described);
    return {
      respond(call) {
        if (!success)
          return refuse(
            part.described,
            { statuses: [501, 500], message: 'The description has no successful response.' },
            seed,
          );
        const { example } = call.preferred;
        // as Prism does, an example may be of any response, and its status then follows
        const chosen = hasExample(success.response, example)
          ? success
          : (findByExample(part.described, example) ?? success);
        return respond(part, { ...chosen, request: call, preferred: call.preferred });
      },
    };
  }

  function respond(part: Part, { status, response, request, preferred }: Wanted): ApiResponse {
    const headers = createHeaders(response.headers, seed);
    if (response.contents.length === 0 || isBodiless(status)) {
      return { status, body: '', mediaType: '', headers, certainty: 'explicit' };
    }
    const content = chooseContent(jsonFirst(response), request.headers.accept);
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

  function refuseIssues(issues: readonly RequestIssue[], described: DescribedOperation): ApiResponse {
    const statuses = statusesOf(issues);
    const named = issues.map(({ place, path, message = 'is invalid' }) => ({
      in: place,
      where: path.join('.'),
      message,
    }));
    const message = `${named.map(({ in: place, where, message }) => `${describePlace(place, where)} ${message}`).join('; ')}.`;
    return refuse(described, { statuses, message: message[0]?.toUpperCase() + message.slice(1), issues: named }, seed);
  }
}

/** The path templates of an operation, with each of its base paths. */
function templatesOf({ path, basePaths }: DescribedOperation, description: Description): string[] {
  return (basePaths ?? description.basePaths).map(basePath => basePath + path);
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
  return name === undefined || contents.some(({ examples }) => examples.some(example => example.name === name));
}

function findByExample({ responses }: DescribedOperation, name: string | undefined) {
  const response = responses.find(response => /^\d{3}$/.test(response.status) && hasExample(response, name));
  return response && { status: Number(response.status), response };
}

/** The statuses for a request with issues, the best first. */
function statusesOf(issues: readonly RequestIssue[]): number[] {
  const expected = new Set(issues.map(({ expected }) => expected));
  if (expected.has('media-type')) return [415, 400];
  if (expected.has('smaller')) return [413, 400];
  const isUnreadable = expected.has('json') || expected.has('form') || expected.has('shallower');
  return isUnreadable ? [400, 422] : issues.some(({ place }) => place === 'body') ? [422, 400] : [400, 422];
}

function describePlace(place: RequestIssue['place'], where: string): string {
  if (place === 'body') return where === '' ? 'the body' : `the body member ${where}`;
  return `the ${place} parameter ${where}`;
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
    const isJsonContent = ({ mediaType }: Content) => isJson(mediaType);
    const { contents } = response;
    ordered = [...contents.filter(isJsonContent), ...contents.filter(content => !isJsonContent(content))];
    known.set(response, ordered);
  }
  return ordered;
}

const known = new WeakMap<DescribedResponse, readonly Content[]>();

/** A range of media types cannot be sent. */
function concreteType(mediaType: string): string {
  if (mediaType === '*/*' || mediaType === 'application/*') return 'application/json';
  return mediaType.endsWith('/*') ? `${mediaType.slice(0, -1)}plain` : mediaType;
}
