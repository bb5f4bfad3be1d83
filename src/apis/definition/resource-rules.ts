import { createAuthenticator, namedTokens, SignedTokens } from '../../auth/index.js';
import type { Contract, Operation, Readings } from '../../contract/index.js';
import type { DescribedOperation } from '../../openapi/index.js';
import { createRefuser, type RefusalParts, refuseIssues } from '../../play/index.js';
import {
  createResources,
  isAdmitted,
  type ResourceApi,
  readWholeResources,
  TOKEN_SECONDS,
} from '../../resource/index.js';
import type { Api, ApiResponse, AuthContext, Handler, RequestIssue } from '../../server/index.js';

/** What the `resources.yaml` of a shipped API says, for some choices of its readings. */
export type ResourceRules = Refusals & {
  /** The handler of an operation that does what the file says. */
  handler(id: string): Handler;
  authenticate: Api['authenticate'];
  /** The tokens of its log-ins. */
  tokens: SignedTokens;
};

/** Refuses requests as the file says. */
export type Refusals = {
  refuse(operation: Operation, reason: keyof typeof MESSAGES): ApiResponse;
  refuseIssues(issues: readonly RequestIssue[], operation: Operation): ApiResponse;
};

type Parts = { contract: Contract; readings: Readings; seed: number; tokenKey: () => Uint8Array };

/** The tokens of a shipped API that count from the start, by name. */
export function shippedTokens({ api, resources = '' }: Contract, seed: number): Record<string, string> {
  const { authentication: { tokens = {} } = {} } = readWholeResources(resources, new Map());
  return namedTokens(tokens, { api, seed });
}

/** Creates the refusals and handlers of a shipped API. */
export function createResourceRules(parts: Parts): ResourceRules {
  let known: ReturnType<typeof readRules> | undefined;
  // most choices of readings are made for one request, which may need none of this
  const read = () => (known ??= readRules(parts));
  const refuse = (operation: Operation, refusal: RefusalParts) => {
    const { refuse, described } = read();
    return refuse(described(operation), refusal);
  };
  return {
    ...createCredentials(parts, refuse),
    refuse: (operation, reason) => refuse(operation, { reason, message: MESSAGES[reason] }),
    refuseIssues(issues, operation) {
      const { refuse, described } = read();
      return refuseIssues(issues, described(operation), refuse);
    },
    handler: id => ({
      respond(call) {
        const made = read().handlerOf(id)(call);
        return 'refusal' in made
          ? refuse(call.operation, made.refusal)
          : { status: made.status, body: made.json ?? '' };
      },
    }),
  };
}

type RefuseAs = (operation: Operation, refusal: RefusalParts) => ApiResponse;

/** Checks credentials as the file says. */
function createCredentials({ contract, readings, seed, tokenKey }: Parts, refuse: RefuseAs) {
  const { api, schemes } = contract;
  const { authentication: rules = {} } = readWholeResources(contract.resources ?? '', readings.values);
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

/** What is wrong, where the request alone does not say it. */
const MESSAGES = {
  'no-credentials': 'Credentials are missing.',
  'wrong-credentials': 'The credentials are wrong.',
  'wrong-log-in': 'The name or the password is wrong.',
  'unknown-record': 'There is no such record.',
};

function readRules({ contract, readings, seed }: Parts) {
  const { api } = contract;
  const description = contract.versionOf(readings);
  const resources = readWholeResources(contract.resources ?? '', readings.values);
  const operations = new Map(description.operations.map(operation => [operation.id, operation]));
  let handlers: ResourceApi['handlers'] | undefined;
  return {
    refuse: createRefuser({ description, resources, seed }),
    described: ({ id }: Operation) => operations.get(id) as DescribedOperation,
    handlerOf(id: string) {
      // the starting records are in the store already
      handlers ??= createResources({
        description,
        resources,
        api,
        seed,
        records: 0,
        unknownParents: 'refuse',
      }).handlers;
      const handler = handlers.get(id);
      if (!handler) throw new Error(`${api} keeps nothing for ${id}`);
      return handler;
    },
  };
}
