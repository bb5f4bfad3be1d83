import type { IncomingMessage, ServerResponse } from 'node:http';
import { Matcher, type Operation } from '../contract/index.js';
import { type Clock, Problem, readClock } from '../kernel/index.js';
import type { Sandboxes, Store } from '../store/index.js';
import type { Api } from './api.js';
import type { Answer, Call, Caller, Fault } from './behaviour.js';
import { diagnostics } from './diagnostics.js';
import { type Endpoint, endpoints } from './endpoints.js';
import { judge } from './judge.js';
import { type BodyLimits, bodyCollector, type ReadBody, RequestAborted, readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { type Headers, replyAnswer, replyOptions, replyProblem } from './reply.js';
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
type Admitted = Matched & { caller: Caller };

const NO_BODY: ReadBody = { body: {}, sentFields: [], unknownFields: [], faults: [] };

/** The way of a request, forward only: match, admit, read, answer, judge, reply. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { limits, judged, onFailure } = options;
  const matcher = new Matcher(endpoints(options));
  const collect = bodyCollector(limits.bytes);
  const now = () => readClock(options.clock);

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
    const admission = endpoint.api.admit(endpoint.operation, request.headers);
    if ('refusal' in admission) return reply(response, endpoint.operation, admission.refusal);
    read(request, { endpoint, response, sandbox, path, search, caller: admission.caller });
  }

  function refuseUnmatched(response: ServerResponse, { method, path }: { method: string; path: string }): void {
    const methods = matcher.methods(path);
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

  function answer({ endpoint, response, sandbox, path, search, caller }: Admitted, read: ReadBody): void {
    const { operation, api, behaviour } = endpoint;
    const store = sandbox === undefined ? options.store : options.sandboxes.get(sandbox);
    const { body, sentFields } = read;
    const { query, sentParameters, unknownParameters, faults } = readQuery(search, endpoint);
    const call: Call = {
      operation,
      caller,
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
    if (standing.length > 0) return reply(response, operation, api.refuse(standing), headers);
    if (behaviour.change) {
      store
        .changeAll(behaviour.change(call), count => judgedAnswer(operation, behaviour.answer(call, count)))
        .then(result => replyAnswer(response, result, headers))
        .catch(error => fail(response, error));
      return;
    }
    const { result, saved } = store.transact(() => judgedAnswer(operation, behaviour.answer(call, 0)));
    if (!saved) return replyAnswer(response, result, headers);
    saved.then(() => replyAnswer(response, result, headers)).catch(error => fail(response, error));
  }

  function reply(response: ServerResponse, operation: Operation, refusal: Answer, headers?: Headers): void {
    replyAnswer(response, judgedAnswer(operation, refusal), headers);
  }

  /** An answer that violates the contract is not given, and what it changed is not kept. */
  function judgedAnswer(operation: Operation, answer: Answer): Answer {
    if (judged) judge(operation, answer);
    return answer;
  }

  function fail(response: ServerResponse, error: unknown): void {
    if (error instanceof RequestAborted) return;
    const problem = problemOf(error);
    onFailure(problem);
    replyProblem(response, problem);
  }
}

/** A failure that nobody foresaw as a problem. Anything can be thrown, even nothing. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('behaviour-failed', `Failed to answer: ${reason}.`, { cause: error });
}

function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
