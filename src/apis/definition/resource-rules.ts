import { createAuthenticator, namedTokens, SignedTokens } from '../../auth/index.js';
import { type Contract, chooseReadings, type Operation, PROFILES, type Readings } from '../../contract/index.js';
import { type DescribedOperation, type DescribedSchema, SchemaView } from '../../openapi/index.js';
import { createLooseReader, createRefuser, filterIssues, type RefusalParts, refuseIssues } from '../../play/index.js';
import {
  type AuthenticationRules,
  compileReplaced,
  createGivenCompleter,
  createResources,
  describeStored,
  type FindIssues,
  isAdmitted,
  type OperationRule,
  type ResourceApi,
  type ResourceCall,
  type Resources,
  readWholeResources,
  type StoredCollection,
  TOKEN_SECONDS,
} from '../../resource/index.js';
import type { Api, ApiResponse, AuthContext, Handler, HandlerCall, RequestIssue } from '../../server/index.js';
import type { StoredRecord } from '../../store/index.js';
import type { RecordCompleter } from './api-definition.js';

/** What the `resources.yaml` of a shipped API says, for some choices of its readings. */
export type ResourceRules = {
  /** The API that does what the file says, but for some handlers and for the outcomes that clients ask for. */
  play(own: { handlers?: Api['handlers']; outcome: Api['outcome'] }): Api;
  /** The handler of an operation that does what the file says. */
  handler(id: string): Handler;
  refuse(operation: Operation, reason: keyof typeof MESSAGES): ApiResponse;
  /** A record as responses show it. */
  shown<Shown extends object>(collection: string, record: Shown): Shown;
};

type Parts = { contract: Contract; readings: Readings; seed: number; tokenKey: () => Uint8Array };

/** Creates what a shipped API does as its file says. */
export function createResourceRules(parts: Parts): ResourceRules {
  let rules: Resources | undefined;
  let known: ReturnType<typeof readRules> | undefined;
  // most choices of readings are made for one request, which may need none of this
  const resources = () => (rules ??= resourcesOf(parts.contract, parts.readings));
  const read = () => (known ??= readRules(parts, resources()));
  const refuse = (operation: Operation, refusal: RefusalParts) => {
    const { refuse, described } = read();
    return refuse(described(operation), refusal);
  };
  let reader: ReturnType<typeof createLooseReader> | undefined;
  const reading = () => (reader ??= createLooseReader(resources()));
  const replacers = new Map<string, ReturnType<typeof compileReplaced>>();
  const replacerOf = (collection: string) => {
    if (!replacers.has(collection)) {
      replacers.set(collection, compileReplaced(resources().collections[collection]?.shows ?? {}));
    }
    return replacers.get(collection);
  };
  const credentials = createCredentials(parts, { rules: resources().authentication ?? {}, refuse });
  const refuseFor = (operation: Operation, reason: keyof typeof MESSAGES) =>
    refuse(operation, { reason, message: MESSAGES[reason] });
  return {
    play: ({ handlers, outcome }) => ({
      name: parts.contract.api,
      operations: parts.contract.operations,
      handlers: {
        ...Object.fromEntries(parts.contract.operations.map(({ id }) => [id, createHandler(id)])),
        ...handlers,
      },
      authenticate: credentials.authenticate,
      readParameters: (operation, request) => reading().readParameters(operation, request),
      readBody: (operation, body) => reading().readBody(operation, body),
      refuse(issues, operation) {
        const { refuse, described } = read();
        return refuseIssues(issues, described(operation), refuse);
      },
      outcome,
      expired: operation => refuseFor(operation, 'wrong-credentials'),
    }),
    handler: createHandler,
    refuse: refuseFor,
    shown(collection, record) {
      const replace = replacerOf(collection);
      return replace ? (replace(record as Readonly<Record<string, unknown>>) as typeof record) : record;
    },
  };

  function createHandler(id: string): Handler {
    const rule = resources().operations[id];
    const { filters, does } = rule ?? {};
    const asks = asksMore(rule);
    return {
      ...(does === 'updateAll' && { bulkUpdate: (call: HandlerCall) => read().bulkChange(id)(call) }),
      validate(call, found) {
        const issues = call.search === '' ? NONE : filterIssues(filters, call).map(withoutMessage);
        const known = issues.length === 0 ? found : [...found, ...issues];
        return asks ? (read().findIssues(id)?.(call, known) ?? known) : known;
      },
      respond(call, changed) {
        const made = read().handlerOf(id)(completeCall(call, changed));
        return 'refusal' in made
          ? refuse(call.operation, made.refusal)
          : { status: made.status, body: made.json ?? '' };
      },
    };

    /** The call with what only some deeds need: a copy takes time. */
    function completeCall(call: HandlerCall, changed: number): ResourceCall {
      if (does === 'updateAll') return { ...call, changed };
      if (does !== 'logIn') return call;
      return { ...call, issueToken: key => credentials.tokens.issue(key, call) };
    }
  }
}

/** What completes the given records of a collection; `others` has the starting records that members of them may follow. */
export function givenCompleter(
  contract: Contract,
  collection: string,
  others: Readonly<Record<string, () => readonly StoredRecord[]>> = {},
): RecordCompleter {
  const rules = readWholeResources(contract.resources ?? '', new Map());
  const { schema = '', ...rule } = rules.collections[collection] ?? {};
  const view = new SchemaView(contract.description.schemaAt(schema) as DescribedSchema);
  const keyOf = (name: string) => rules.collections[name]?.key ?? '';
  return createGivenCompleter(rule, {
    names: [...view.members.keys()],
    key: keyOf(collection),
    findOther: (name, key) => others[name]?.().find(record => record[keyOf(name)] === key),
  });
}

/** How the store keeps the collections of a shipped API, whatever choices its readings have. */
export function storedCollections(contract: Contract): Record<string, StoredCollection> {
  const [profile] = PROFILES;
  const readings = chooseReadings(contract.readings, { profile, chosen: {} });
  return describeStored(resourcesOf(contract, readings), contract);
}

type RefuseAs = (operation: Operation, refusal: RefusalParts) => ApiResponse;

/** Checks credentials as the file says. */
function createCredentials(
  { contract, seed, tokenKey }: Parts,
  { rules, refuse }: { rules: AuthenticationRules; refuse: RefuseAs },
) {
  const { api, description } = contract;
  const { schemes } = description;
  const collection = `${api}.${rules.collection}`;
  const tokens = new SignedTokens({ key: tokenKey, api, collection, seconds: rules.seconds ?? TOKEN_SECONDS });
  const findCaller = (token: string, context: AuthContext) => {
    const key = tokens.verify(token, context);
    const record = key === undefined ? undefined : context.store.collection(collection).get(key);
    return record && isAdmitted(record, rules.admits) ? key : undefined;
  };
  const check = createAuthenticator({ api, seed, mode: 'strict', rules, schemes, findCaller });
  const authenticate: Api['authenticate'] = (operation, request, context) => {
    const found = check(operation, request, context);
    if ('caller' in found) return { principal: { userId: found.caller } };
    const { reason, message } = found;
    return { refusal: refuse(operation, { reason, message }) };
  };
  return { authenticate, tokens };
}

/** The tokens of a shipped API that count from the start, by name. */
export function shippedTokens({ api, resources = '' }: Contract, seed: number): Record<string, string> {
  const { authentication: { tokens = {} } = {} } = readWholeResources(resources, new Map());
  return namedTokens(tokens, { api, seed });
}

/** What is wrong, where the request alone does not say it. */
const MESSAGES = {
  'no-credentials': 'Credentials are missing.',
  'wrong-credentials': 'The credentials are wrong.',
  'wrong-log-in': 'The name or the password is wrong.',
  'unknown-record': 'There is no such record.',
};

const NONE: readonly RequestIssue[] = [];

function resourcesOf({ resources = '' }: Contract, readings: Readings): Resources {
  return readWholeResources(resources, readings.values);
}

/** The file has the words of all issues. */
function withoutMessage({ message: _, ...issue }: RequestIssue): RequestIssue {
  return issue;
}

/** Whether an operation asks for more of a request than its schemas say. */
function asksMore(rule: OperationRule | undefined): boolean {
  const { logIn, allows, ignoresUnchanged, requires, needsFilter, needsKnown, does } = rule ?? {};
  return [logIn, allows, ignoresUnchanged, requires, needsFilter, needsKnown].some(Boolean) || does === 'updateAll';
}

function readRules({ contract, readings, seed }: Parts, resources: Resources) {
  const { api } = contract;
  const description = contract.versionOf(readings);
  const operations = new Map(description.operations.map(operation => [operation.id, operation]));
  let made: ResourceApi | undefined;
  const played = () =>
    (made ??= createResources({
      description,
      resources,
      api,
      seed,
      records: 0,
      // the records are the same whatever is chosen
      schemas: contract.description,
      areSeeded: true,
      // the guardians check both
      areExamplesValid: true,
      unknownParents: 'refuse',
    }));
  const issues = new Map<string, FindIssues | undefined>();
  const bulkChanges = new Map<string, NonNullable<ReturnType<ResourceApi['bulkChange']>>>();
  return {
    refuse: createRefuser({ description, resources, seed }),
    described: ({ id }: Operation) => operations.get(id) as DescribedOperation,
    handlerOf(id: string) {
      const handler = played().handlers.get(id);
      if (!handler) throw new Error(`${api} keeps nothing for ${id}`);
      return handler;
    },
    findIssues(id: string) {
      if (!issues.has(id)) issues.set(id, played().issues(id));
      return issues.get(id);
    },
    bulkChange(id: string) {
      const change = bulkChanges.get(id) ?? played().bulkChange(id);
      if (!change) throw new Error(`${api} changes not many with ${id}`);
      bulkChanges.set(id, change);
      return change;
    },
  };
}
