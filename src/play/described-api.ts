import { type AuthMode, createAuthenticator, SignedTokens } from '../auth/index.js';
import { type Operation, type Statement, statementAt, toOperation } from '../contract/index.js';
import { chooseSuccess, type DescribedOperation, type Description, findResponse } from '../openapi/index.js';
import { type ResourceApi, type Resources, TOKEN_SECONDS } from '../resource/index.js';
import type { Api, AuthContext, EndedExchange, Handler } from '../server/index.js';
import { planCallbacks } from './callbacks/plan-callbacks.js';
import { filterIssues } from './loose/filter-issues.js';
import { createLoosener } from './loose/loosen-request.js';
import { readLoosely } from './loose/read-loosely.js';
import { createRequestReader, type RequestReader } from './read-request.js';
import { createRefuser } from './refuse/refuse.js';
import { findUnacceptable, refuseAccept } from './refuse/refuse-accept.js';
import { refuseIssues } from './refuse/refuse-issues.js';
import { createResponder, findByExample, hasExample } from './respond-from-description.js';
import { respondFromRecords } from './respond-from-records.js';

/** How the API of a description is played. */
export type PlayOptions = {
  /** The name that its paths begin with. */
  name: string;
  description: Description;
  /** What documents state of it. */
  statements: readonly Statement[];
  seed: number;
  auth: AuthMode;
  /** What happens to requests that break the description: they are refused, only noted, or also named in the response. */
  validateRequests: boolean | 'warn';
  /** Whether each response is made for its request, instead of using examples. */
  isDynamic: boolean;
  /** What keeps the records of the operations that have any. */
  resources: ResourceApi;
  /** How requests are read and refused, where that is not as documented, and whose credentials count. */
  rules: Pick<Resources, 'operations' | 'requests' | 'authentication' | 'refusals'>;
  /** The key that signs the tokens of log-ins. */
  tokenKey: () => Uint8Array;
};

/** Plays a description: each operation responds as documented, with an example or with values made from the schema. */
export function playDescription({
  name,
  description,
  statements,
  seed,
  auth,
  validateRequests,
  isDynamic,
  resources,
  rules,
  tokenKey,
}: PlayOptions): Api {
  const refuse = createRefuser({ description, resources: rules, seed });
  const respond = createResponder({ seed, isDynamic, refuse });
  const { authentication = {} } = rules;
  const { collection, seconds = TOKEN_SECONDS } = authentication;
  const tokens =
    collection === undefined
      ? undefined
      : new SignedTokens({ key: tokenKey, api: name, collection: `${name}.${collection}`, seconds });
  const authenticate = createAuthenticator({
    api: name,
    seed,
    mode: auth,
    rules: authentication,
    schemes: description.schemes,
    findCaller: tokens && ((token, context) => callerOf(tokens.verify(token, context), context)),
  });
  // a credential in the query is no parameter of an operation
  const credentials = new Set(
    description.schemes.flatMap(scheme => (scheme.type === 'apiKey' && scheme.in === 'query' ? [scheme.key] : [])),
  );
  const loosener = rules.requests && createLoosener(rules);
  const byId = new Map(description.operations.map(described => [described.id, createPart(described)]));
  const partOf = (operation: Operation) => byId.get(operation.id) as Part;
  return {
    name,
    operations: [...byId.values()].map(({ operation }) => operation),
    // clients of other mocks leave the base path out
    templates: operation => templatesOf(partOf(operation).described, description),
    handlers: Object.fromEntries([...byId.values()].map(part => [part.described.id, handlerOf(part)])),
    followsPreferences: true,
    namesIssues: validateRequests === 'warn',
    authenticate(operation, { headers, search }, context) {
      const { described } = partOf(operation);
      const found = authenticate(described, { headers, search }, context);
      if ('caller' in found) return { principal: { userId: found.caller } };
      const { reason, message, challenge } = found;
      return { refusal: refuse(described, { reason, message, headers: ['WWW-Authenticate', challenge] }) };
    },
    readParameters(operation, request) {
      const { reader } = partOf(operation);
      return loosener ? readLoosely(reader, { request, operation, loosener }) : reader.readParameters(request);
    },
    readBody(operation, { bytes, headers, depth }) {
      const loosened = loosener?.body(bytes, operation, headers['content-type']) ?? bytes;
      return partOf(operation).reader.readBody({ bytes: loosened, headers, depth });
    },
    refuse: (issues, operation) => refuseIssues(issues, partOf(operation).described, refuse),
    outcome(operation, { status, request, ...preferred }) {
      const part = partOf(operation);
      const response = findResponse(part.described, status);
      if (!response || !hasExample(response, preferred.example)) return undefined;
      return respond(part, { status, response, request, preferred });
    },
    expired: operation => {
      const message = 'The credentials have expired.';
      return refuse(partOf(operation).described, { reason: 'wrong-credentials', message });
    },
    // without callbacks no exchange has to be read again
    ...(description.operations.some(({ callbacks }) => callbacks.length > 0) && {
      callbacks: (operation: Operation, exchange: EndedExchange) =>
        planCallbacks(partOf(operation), exchange, { api: name, seed }),
    }),
  };

  function callerOf(key: number | string | undefined, { store }: AuthContext): string | number | undefined {
    return key === undefined ? undefined : resources.admit(store, key);
  }

  function createPart(described: DescribedOperation): Part {
    return {
      described,
      operation: toOperation(described, { basePaths: description.basePaths, statements: () => statements }),
      name: resourceName(described.path),
      reader: createRequestReader(described, { credentials }),
    };
  }

  function handlerOf(part: Part): Handler {
    const { described } = part;
    const success = chooseSuccess(described);
    const perform = resources.handlers.get(described.id);
    const findIssues = resources.issues(described.id);
    const isLogIn = rules.operations[described.id]?.does === 'logIn';
    const certainty = statementAt(statements, described.place)?.certainty ?? resources.certainty(described.id);
    return {
      // a body that is too large has not been read
      validate(call, read) {
        const { filters } = rules.operations[described.id] ?? {};
        const found = call.search === '' ? read : [...read, ...filterIssues(filters, call)];
        return validateRequests === true
          ? (findIssues?.(call, found) ?? found)
          : found.filter(({ expected }) => expected === 'smaller');
      },
      respond(call) {
        const { example, isDynamic: isWantedDynamic } = call.preferred;
        if (perform && example === undefined && !isWantedDynamic) {
          // before anything is changed
          const unacceptable = findUnacceptable(described, call.headers.accept);
          if (unacceptable) return refuseAccept(described, unacceptable, refuse);
          const known = isLogIn
            ? { ...call, issueToken: (key: number | string) => tokens?.issue(key, call) ?? '' }
            : call;
          return respondFromRecords(perform(known), {
            described,
            accept: call.headers.accept,
            seed,
            certainty,
            refuse,
          });
        }
        const chosen = example === undefined ? success : findByExample(described, example, success);
        if (chosen) return respond(part, { ...chosen, request: call, preferred: call.preferred });
        const message = 'The description has no successful response.';
        return refuse(described, { statuses: [501, 500], message });
      },
    };
  }
}

/** What is prepared for an operation. */
type Part = {
  described: DescribedOperation;
  operation: Operation;
  /** What its responses are about: `pets`. */
  name: string;
  reader: RequestReader;
};

/** The path templates of an operation, with each of its base paths and without, as clients of other mocks send it. */
function templatesOf({ path, basePaths: own }: DescribedOperation, { basePaths }: Description): string[] {
  const templates = [...(own ?? basePaths), ''].map(basePath => basePath + path);
  // in the paths of requests, repeated slashes are one, too
  return [...new Set(templates.map(template => template.replace(/\/{2,}/g, '/')))];
}

/** The last literal segment of a path: `pets` of `/shops/{id}/pets/{petId}`. */
function resourceName(path: string): string {
  return path.split('/').findLast(segment => segment !== '' && !segment.startsWith('{')) ?? '';
}
