import type { IncomingMessage, ServerResponse } from 'node:http';
import { Matcher, type Operation } from '../contract/index.js';
import { type Clock, Problem, readClock } from '../kernel/index.js';
import type { Store } from '../store/index.js';
import type { Api } from './api.js';
import type { Answer, Call, Caller, Fault } from './behaviour.js';
import { diagnostics } from './diagnostics.js';
import { type Endpoint, endpoints } from './endpoints.js';
import { judge } from './judge.js';
import { type BodyLimits, bodyCollector, type ReadBody, RequestAborted, readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { replyAnswer, replyOptions, replyProblem } from './reply.js';
import { targetOf } from './request-target.js';

export type PipeOptions = {
  apis: readonly Api[];
  /** The API that is also served without its name before the path. */
  root: string;
  store: Store;
  clock: Clock;
  limits: BodyLimits;
  /** Whether each answer is held against the contract before it is sent. */
  judged: boolean;
  /** Told of failures that are no one's fault but ours. */
  onFailure(error: unknown): void;
};

type Headers = Readonly<Record<string, string>>;
type Exchange = Endpoint & {
  request: IncomingMessage;
  response: ServerResponse;
  path: Readonly<Record<string, string>>;
  search: string;
  caller: Caller;
};

const NO_BODY: ReadBody = { body: {}, sentFields: [], unknownFields: [], faults: [] };

/** The way of a request, forward only: match, admit, answer, judge, reply. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { store, limits, judged, onFailure } = options;
  const matcher = new Matcher(endpoints(options));
  const collect = bodyCollector(limits.bytes);
  const now = () => readClock(options.clock);

  return (request, response) => {
    const { path, search } = targetOf(request.url ?? '/');
    try {
      if (request.method === 'OPTIONS') return preflight(request, response, path);
      const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
      const match = matcher.match(method, path);
      if (!match) return unmatched(method, path, response);
      admit({ ...match.value, request, response, path: match.parameters, search });
    } catch (error) {
      fail(response, error);
    }
  };

  function preflight(request: IncomingMessage, response: ServerResponse, path: string): void {
    const asked = request.headers['access-control-request-headers'];
    replyOptions(response, { allow: allowed(matcher.methods(path)), asked });
  }

  function unmatched(method: string, path: string, response: ServerResponse): void {
    const methods = matcher.methods(path);
    if (methods.length > 0) {
      const problem = new Problem('method-not-allowed', `${path} does not answer ${method}.`);
      return replyProblem(response, problem, { headers: { Allow: allowed(methods) } });
    }
    const nearest = matcher.nearest(method, path);
    const problem = new Problem('no-such-operation', `No operation answers ${method} ${path}.`, {
      fix: `Did you mean ${nearest.join(' or ')}?`,
    });
    replyProblem(response, problem, { members: { nearest } });
  }

  function admit(exchange: Omit<Exchange, 'caller'>): void {
    const { api, operation, request, response } = exchange;
    const admission = api.admit(operation, request.headers);
    if ('refusal' in admission) return replyAnswer(response, admission.refusal);
    const admitted = { ...exchange, caller: admission.caller };
    if (!operation.body) return answer(admitted, NO_BODY);
    collect(request, response)
      .then(bytes => answer(admitted, bodyOf(bytes, admitted)))
      .catch(error => fail(response, error));
  }

  function bodyOf(bytes: Buffer | Fault, { operation, api }: Exchange): ReadBody {
    if (!Buffer.isBuffer(bytes)) return { ...NO_BODY, faults: [bytes] };
    return readBody(bytes, { operation, api, depth: limits.depth });
  }

  function answer({ api, operation, response, path, search, caller }: Exchange, read: ReadBody): void {
    const { query, sentParameters, unknownParameters, faults } = readQuery(search, { operation, api });
    const { body, sentFields } = read;
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
    const behaviour = behaviourOf(api, operation);
    const found = [...faults, ...read.faults];
    const standing = behaviour.examine?.(call, found) ?? found;
    if (standing.length > 0) return reply(response, { operation, answer: api.refuse(standing), headers });
    const { result, saved } = store.transact(() => behaviour.answer(call));
    if (!saved) return reply(response, { operation, answer: result, headers });
    saved.then(() => reply(response, { operation, answer: result, headers })).catch(error => fail(response, error));
  }

  function reply(
    response: ServerResponse,
    { operation, answer, headers }: { operation: Operation; answer: Answer; headers: Headers | undefined },
  ): void {
    if (judged) judge(operation, answer);
    replyAnswer(response, answer, headers);
  }

  function fail(response: ServerResponse, error: unknown): void {
    if (error instanceof RequestAborted) return;
    onFailure(error);
    const problem =
      error instanceof Problem
        ? error
        : new Problem('behaviour-failed', `Failed to answer: ${(error as Error).message}.`, { cause: error });
    replyProblem(response, problem);
  }
}

function behaviourOf(api: Api, operation: Operation) {
  const behaviour = api.behaviours[operation.id];
  if (!behaviour) throw new Problem('contract-invalid', `Failed to answer: ${operation.id} has no behaviour.`);
  return behaviour;
}

function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
