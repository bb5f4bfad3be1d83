import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../contract/index.js';
import type { RespondedBy } from '../journal/index.js';
import { Problem } from '../kernel/index.js';
import { addressOf } from './address-of.js';
import { redirectToPage } from './browser-page.js';
import { type Overrides, overridesResolver } from './resolve-overrides.js';
import type { ApiResponse, HandlerCall, Principal } from './handler.js';
import { bodyCollector, type CollectedBody, RequestAborted } from './collect-body.js';
import { isAdminPath } from './admin-path.js';
import { diagnostics } from './diagnostics.js';
import { applyOverrides, forcedResponse } from './apply-overrides.js';
import type { Endpoint } from './endpoints.js';
import { isExposed } from './exposure.js';
import { validateResponse } from './validate-response.js';
import { largeHead } from './large-head.js';
import { cutLongUrl } from './long-url.js';
import { methodOf } from './method-of.js';
import { externalAddressOf, trustProxy } from './external-address.js';
import type { PipeOptions } from './pipe-options.js';
import { ignoredHeader } from './preferences-of.js';
import { respondToPreflight } from './preflight.js';
import { headersOf, problemOf } from './problem-of.js';
import { NO_BODY, type ReadBody, readBody } from './read-body.js';
import { type ReadQuery, readQuery } from './read-query.js';
import { refuseUnmatched } from './refuse-unmatched.js';
import { type HeaderList, operationHeader, type ResponseContext, sendProblem, ruleHeader, sandboxHeader } from './send-response.js';
import { sendOperationResponse } from './send-operation-response.js';
import { targetOf } from './request-target.js';
import { startRecording } from './recording.js';
import type { MatchedRequest, RequestContext } from './request-context.js';

type Admitted = MatchedRequest & { principal: Principal };

/** An answer without the behaviour's part in it, and who gave it. */
type EarlyAnswer = { answer: ApiResponse; by: RespondedBy; headers?: HeaderList };

/** The way of a request, forward only: match, arrange, admit, read, answer, judge, reply, record. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { workspaces, control, about, limits, validateResponses, onExchange, onFailure } = options;
  const collect = bodyCollector(limits.bytes);
  const delay = { usual: options.delay, most: limits.delay };
  const arrange = overridesResolver({ apiSets: workspaces.apiSets, collect, delay });

  return (request, response) => {
    const tooLong = cutLongUrl(request, limits.url) ?? largeHead(request, limits.headers);
    if (options.trustProxy) trustProxy(request);
    const target = targetOf(request.url ?? '/');
    const recording = startRecording(request, response, { target, external: externalAddressOf(request), onExchange });
    try {
      if (tooLong) {
        recording.journal = workspaces.main.journal;
        // neither a journal nor a log has room for so much
        if (tooLong.code === 'headers-too-large') recording.exchange.requestHeaders = {};
        throw tooLong;
      }
      if (control && isAdminPath(target.path)) {
        if (redirectToPage(response, target, recording)) return undefined;
        return control(request, response, target, problem => {
          recording.problem = problem;
        });
      }
      const isShut = isExposed(request) && !options.isOpen;
      if (isShut && target.sandbox !== undefined) throw new Problem('sandboxes-closed', 'Sandboxes are closed here.');
      const method = methodOf(request);
      const workspace = workspaces.forRequest(method, target);
      recording.journal = workspace.journal;
      if (options.clockSet || workspace.clock.moved) {
        response.setHeader('Date', new Date(workspace.clock.read()).toUTCString());
      }
      const { sandbox, path, search } = target;
      const headers = isShut ? ignoredHeader(request, search) : sandboxHeader(target);
      // spreading the target would cost more than all that the pipe does
      begin({ sandbox, path, search, request, response, workspace, generation: 0, recording, method, headers }, { isShut });
    } catch (error) {
      fail({ response, recording }, error);
    }
  };

  function begin(context: RequestContext, { isShut }: { isShut: boolean }): void {
    const { workspace, method, path, recording } = context;
    if (method === 'OPTIONS') return respondToPreflight(context);
    const found = workspace.apiSet.matcher.match(method, path);
    recording.exchange.api = found?.value.api.name;
    recording.exchange.operation = found?.value.operation.id;
    if (found) context.generation = workspace.store.generation(found.value.collections);
    const resolving = arrange(context, { isShut });
    if (!resolving) return found ? authenticate({ context, found, overrides: undefined }) : refuseUnmatched(context, about);
    resolving
      .then(overrides => {
        if (found) assertStanding(context, found.value);
        return applyOverrides(context, overrides) || enact(context, overrides);
      })
      .catch(error => fail(context, error));
  }

  function enact(context: RequestContext, overrides: Overrides): void {
    // the same operations again, as the readings that were asked for have them
    const found = overrides.apiSet.matcher.match(context.method, context.path);
    // what no operation answers is at most late
    const applied = found ? overrides.applied : overrides.applied.filter(one => one.startsWith('delay='));
    if (applied.length > 0) context.headers = [...context.headers, 'Preference-Applied', applied.join(', ')];
    if (!found) return refuseUnmatched(context, about);
    const ordered = forcedResponse(found.value, overrides);
    if (!ordered) return authenticate({ context, found, overrides });
    answerEarly(context, found.value, { ...ordered, by: overrides.outcome ? 'example' : 'rule' });
  }

  function authenticate(matched: MatchedRequest): void {
    const { context, found, overrides } = matched;
    const { api, operation } = found.value;
    const admission = api.authenticate(operation, context.request.headers, context.workspace);
    if ('refusal' in admission) {
      return answerEarly(context, found.value, { answer: admission.refusal, by: 'refusal' });
    }
    if (overrides?.expireTokens && !operation.isOpen) {
      return answerEarly(context, found.value, { answer: api.expired(operation), by: 'rule' });
    }
    read({ context, found, overrides, principal: admission.principal });
  }

  function read(admitted: Admitted): void {
    const { context, found, overrides } = admitted;
    if (!found.value.operation.body) return answer(admitted, NO_BODY);
    if (overrides) return answer(admitted, bodyOf(overrides.bytes, found.value));
    collect(context.request)
      .then(bytes => {
        if (Buffer.isBuffer(bytes)) context.recording.bodies.request = bytes;
        answer(admitted, bodyOf(bytes, found.value));
      })
      .catch(error => fail(context, error));
  }

  function bodyOf(bytes: CollectedBody, { operation, api }: Endpoint): ReadBody {
    if (bytes instanceof Problem) throw bytes;
    if (!Buffer.isBuffer(bytes)) return { ...NO_BODY, flaws: [bytes] };
    return readBody(bytes, { operation, api, depth: limits.depth });
  }

  function answer({ context, found, principal }: Admitted, read: ReadBody): void {
    const { operation, api, handler } = found.value;
    const { request, recording } = context;
    const { store, now } = context.workspace;
    assertStanding(context, found.value);
    const { body, sentFields } = read;
    const { query, repeated, sentParameters, unknownParameters, repeatedParameters, flaws } = queryOf(
      context,
      found.value,
    );
    recording.exchange.unknownFields = read.unknownFields;
    const call: HandlerCall = {
      operation,
      principal,
      address: addressOf(request),
      path: found.parameters,
      query,
      repeated,
      sentParameters,
      unknownParameters,
      body,
      sentFields,
      store,
      now,
    };
    const headers = diagnostics(unknownParameters, read.unknownFields, repeatedParameters);
    const all = [...flaws, ...read.flaws];
    const standing = handler.validate?.(call, all) ?? all;
    if (standing.length > 0) {
      return answerAtOnce(context, found.value, { answer: api.refuse(standing), by: 'refusal', headers });
    }
    recording.exchange.respondedBy = 'handler';
    const reply = (answer: ApiResponse) => sendOperationResponse(context, { endpoint: found.value, answer, headers });
    if (handler.change) {
      store
        .changeAll(handler.change(call), count => validated(operation, handler.answer(call, count)))
        .then(reply)
        .catch(error => fail(context, error));
      return;
    }
    const { result, saved } = store.transact(() => validated(operation, handler.answer(call, 0)));
    if (!saved) return reply(result);
    saved.then(() => reply(result)).catch(error => fail(context, error));
  }

  /** Its data may go, be put back or replaced while a request waits. */
  function assertStanding({ workspace, generation }: RequestContext, { collections }: Endpoint): void {
    workspace.store.assertStanding(collections, generation);
  }

  /** Reads the query, and notes what is told of it. */
  function queryOf({ search, recording }: RequestContext, endpoint: Endpoint): ReadQuery {
    const read = readQuery(search, endpoint);
    recording.exchange.unknownParameters = read.unknownParameters;
    recording.exchange.emptyParameters = read.emptyParameters;
    if (read.repeatedParameters.length > 0) recording.exchange.repeatedParameters = read.repeatedParameters;
    return read;
  }

  /** Answers before the body was of any use; what the query has that nobody knows or that is dropped is told all the same. */
  function answerEarly(context: RequestContext, endpoint: Endpoint, early: EarlyAnswer): void {
    const { unknownParameters, repeatedParameters } = queryOf(context, endpoint);
    const told = diagnostics(unknownParameters, [], repeatedParameters);
    answerAtOnce(context, endpoint, { ...early, headers: [...told, ...(early.headers ?? [])] });
  }

  function answerAtOnce(context: RequestContext, endpoint: Endpoint, { answer, by, headers }: EarlyAnswer): void {
    context.recording.exchange.respondedBy = by;
    sendOperationResponse(context, { endpoint, answer: validated(endpoint.operation, answer), headers });
  }

  /** An answer that violates the contract is not given, and what it changed is not kept. */
  function validated(operation: Operation, answer: ApiResponse): ApiResponse {
    if (validateResponses) validateResponse(operation, answer);
    return answer;
  }

  function fail(replying: ResponseContext, error: unknown): void {
    if (error instanceof RequestAborted) return;
    const problem = problemOf(error);
    // what a client got wrong is no failure of ours
    if (problem.status >= 500) onFailure(problem);
    const { exchange } = replying.recording;
    sendProblem(replying, problem, {
      headers: [
        ...sandboxHeader(exchange),
        ...operationHeader(exchange),
        ...ruleHeader(exchange),
        ...headersOf(problem),
      ],
    });
  }
}
