import type { IncomingMessage, ServerResponse } from 'node:http';
import { Matcher, type Operation } from '../contract/index.js';
import { type Clock, Problem, readClock } from '../kernel/index.js';
import type { Sandboxes, Store } from '../store/index.js';
import type { Api, Surroundings } from './api.js';
import type { Answer, Call, Caller, Fault } from './behaviour.js';
import { diagnostics } from './diagnostics.js';
import { type Endpoint, endpoints } from './endpoints.js';
import { judge } from './judge.js';
import { type BodyLimits, bodyCollector, type ReadBody, RequestAborted, readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { CERTAINTY, type Headers, replyAnswer, replyOptions, replyProblem } from './reply.js';
import { targetOf } from './request-target.js';

export type PipeOptions = {
  apis: readonly Api[];
  /** The API that is also served without its name before the path. */
  root: string;
  store: Store;
  sandboxes: Pick<Sandboxes, 'get'>;
  clock: Clock;
  limits: BodyLimits;
  /** Whether each answer is held against the contract before it is sent. */
  judged: boolean;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

/** A request on its way: what it matched, and then also who calls. */
type Matched = {
  endpoint: Endpoint;
  response: ServerResponse;
  /** The name of the sandbox that is asked; undefined for the data themselves. */
  sandbox: string | undefined;
  path: Readonly<Record<string, string>>;
  search: string;
};
type Admitted = Matched & { caller: Caller; address: string | null };

/** Marks an answer that no document promises. */
const COMPANION: Headers = { [CERTAINTY]: 'companion' };

const NO_BODY: ReadBody = { body: {}, sentFields: [], unknownFields: [], faults: [] };

/** The way of a request, forward only: match, admit, read, answer, judge, reply. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { limits, judged, onFailure } = options;
  const matcher = new Matcher(endpoints(options));
  const collect = bodyCollector(limits.bytes);
  const now = () => readClock(options.clock);
  const main: Surroundings = { store: () => options.store, now };

  return (request, response) => {
    try {
      match(request, response);
    } catch (error) {
      fail(response, error);
    }
  };

  function match(request: IncomingMessage, response: ServerResponse): void {
    const { sandbox, path, search } = targetOf(request.url ?? '/');
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    if (method === 'OPTIONS') {
      const asked = request.headers['access-control-request-headers'];
      return replyOptions(response, { allow: allowed(matcher.methods(path)), asked });
    }
    const found = matcher.match(method, path);
    if (!found) return refuseUnmatched(response, { method: request.method ?? method, path });
    admit(request, { endpoint: found.value, response, sandbox, path: found.parameters, search });
  }

  function admit(request: IncomingMessage, matched: Matched): void {
    const { endpoint, response, sandbox, path, search } = matched;
    const surroundings = sandbox === undefined ? main : { store: () => storeOf(sandbox), now };
    const admission = endpoint.api.admit(endpoint.operation, request.headers, surroundings);
    if ('refusal' in admission) return refuse(response, endpoint.operation, admission.refusal);
    read(request, { endpoint, response, sandbox, path, search, caller: admission.caller, address: addressOf(request) });
  }

  function refuseUnmatched(response: ServerResponse, { method, path }: { method: string; path: string }): void {
    // a path that only companions have is none that a document knows, and refused like any other
    const methods = matcher.methods(path, isDocumented).length > 0 ? matcher.methods(path) : [];
    if (methods.length > 0) {
      const problem = new Problem('method-not-allowed', `${path} does not answer ${method}.`);
      return replyProblem(response, problem, { headers: { Allow: allowed(methods) } });
    }
    const nearest = matcher.nearest(method, path);
    const fix = `Did you mean ${nearest.join(' or ')}?`;
    const problem = new Problem('no-such-operation', `No operation answers ${method} ${path}.`, { fix });
    replyProblem(response, problem, { members: { nearest } });
  }

  function read(request: IncomingMessage, admitted: Admitted): void {
    if (!admitted.endpoint.operation.body) return answer(admitted, NO_BODY);
    collect(request, admitted.response)
      .then(bytes => answer(admitted, bodyOf(bytes, admitted.endpoint)))
      .catch(error => fail(admitted.response, error));
  }

  function bodyOf(bytes: Buffer | Fault, { operation, api }: Endpoint): ReadBody {
    if (!Buffer.isBuffer(bytes)) return { ...NO_BODY, faults: [bytes] };
    return readBody(bytes, { operation, api, depth: limits.depth });
  }

  function answer({ endpoint, response, sandbox, path, search, caller, address }: Admitted, read: ReadBody): void {
    const { operation, api, behaviour } = endpoint;
    const store = storeOf(sandbox);
    const { body, sentFields } = read;
    const { query, sentParameters, unknownParameters, faults } = readQuery(search, endpoint);
    const call: Call = {
      operation,
      caller,
      address,
      path,
      query,
      sentParameters,
      unknownParameters,
      body,
      sentFields,
      store,
      now,
    };
    const headers = diagnostics(unknownParameters, read.unknownFields);
    const found = [...faults, ...read.faults];
    const standing = behaviour.examine?.(call, found) ?? found;
    if (standing.length > 0) return refuse(response, operation, api.refuse(standing), headers);
    if (behaviour.change) {
      store
        .changeAll(behaviour.change(call), count => judgedAnswer(operation, behaviour.answer(call, count)))
        .then(result => reply(response, operation, result, headers))
        .catch(error => fail(response, error));
      return;
    }
    const { result, saved } = store.transact(() => judgedAnswer(operation, behaviour.answer(call, 0)));
    if (!saved) return reply(response, operation, result, headers);
    saved.then(() => reply(response, operation, result, headers)).catch(error => fail(response, error));
  }

  function storeOf(sandbox: string | undefined): Store {
    return sandbox === undefined ? options.store : options.sandboxes.get(sandbox);
  }

  function refuse(response: ServerResponse, operation: Operation, refusal: Answer, headers?: Headers): void {
    reply(response, operation, judgedAnswer(operation, refusal), headers);
  }

  function reply(response: ServerResponse, { isCompanion }: Operation, answer: Answer, headers?: Headers): void {
    const isMarked = isCompanion || answer.isCompanion;
    replyAnswer(response, answer, isMarked ? { ...headers, ...COMPANION } : headers);
  }

  /** An answer that violates the contract is not given, and what it changed is not kept. */
  function judgedAnswer(operation: Operation, answer: Answer): Answer {
    if (judged) judge(operation, answer);
    return answer;
  }

  function fail(response: ServerResponse, error: unknown): void {
    if (error instanceof RequestAborted) return;
    const problem = problemOf(error);
    // what a client got wrong is no failure of ours
    if (problem.status >= 500) onFailure(problem);
    replyProblem(response, problem);
  }
}

function isDocumented({ operation }: Endpoint): boolean {
  return !operation.isCompanion;
}

/** IPv4 as such, where a server for both versions has it within IPv6. */
function addressOf({ socket }: IncomingMessage): string | null {
  const address = socket?.remoteAddress;
  if (address === undefined) return null;
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}

const MAPPED = '::ffff:';

/** A failure that nobody foresaw as a problem. Anything can be thrown, even nothing. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('behaviour-failed', `Failed to answer: ${reason}.`, { cause: error });
}

function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
