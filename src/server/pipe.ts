import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../contract/index.js';
import type { RespondedBy } from '../journal/index.js';
import { Problem } from '../kernel/index.js';
import type { HeaderList } from './context/header-list.js';
import { type ResponseContext, startRecording } from './context/recording.js';
import {
  endpointOf,
  type MatchedRequest,
  type Overrides,
  partsOf,
  type RequestContext,
  readParameters,
  urlOf,
} from './context/request-context.js';
import type { Workspace } from './context/workspace.js';
import { applyOverrides, forcedResponse } from './overrides/apply-overrides.js';
import { ignoredHeader, overridesResolver } from './overrides/resolve-overrides.js';
import type { PipeOptions } from './pipe-options.js';
import type { ApiResponse, HandlerCall, Principal, ReadBody, ReadParameters } from './port/api.js';
import { bodyCollector, type CollectedBody, RequestAborted } from './request/collect-body.js';
import { addressOf, externalAddressOf, isExposed, trustProxy } from './request/connection.js';
import { NO_BODY } from './request/read-body.js';
import { cutLongUrl, isAdminPath, largeHead, methodOf, targetOf } from './request/request-head.js';
import { admitVisitor } from './request/visitors.js';
import { describeViolations, diagnostics, violationsHeader } from './response/diagnostics.js';
import { sendOperationResponse, validateResponse } from './response/send-operation-response.js';
import {
  headersOf,
  NEXT_RESET,
  operationHeader,
  problemOf,
  ruleHeader,
  SANDBOX_CREATED,
  sandboxHeader,
  sendProblem,
} from './response/send-response.js';
import { handleInTurn, inTurns } from './shared-turns.js';
import { isPreflight, respondToPreflight } from './unmatched/preflight.js';
import { refuseUnmatched } from './unmatched/refuse-unmatched.js';

/** A response that does not need the body of the request, and what made it. */
type EarlyResponse = { response: ApiResponse; by: RespondedBy; headers?: HeaderList };

/** The steps of a request, forward only: match, resolve, authenticate, read, handle, validate, send, record. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { workspaces, admin, frontPage, limits, validateResponses, cors, onExchange, onFailure } = options;
  const collect = bodyCollector(limits.bytes);
  const delay = { usual: options.delay, max: limits.delay };
  const resolveOverrides = overridesResolver({ apiSets: workspaces.apiSets, collect, delay });

  return inTurns(begin, workspaces);

  function begin(request: IncomingMessage, response: ServerResponse, refusal?: Problem): void {
    const tooLong = cutLongUrl(request, limits.url) ?? largeHead(request, limits.headers);
    if (options.trustProxy) trustProxy(request);
    const target = targetOf(request.url ?? '/');
    if (options.visitorSandboxes && admitVisitor(request, response, target)) return;
    const recording = startRecording(request, response, { target, external: externalAddressOf(request), onExchange });
    try {
      if (tooLong) {
        recording.journal = workspaces.main.journal;
        // too large for a journal or a log
        if (tooLong.code === 'headers-too-large') recording.exchange.requestHeaders = {};
        throw tooLong;
      }
      if (admin && isAdminPath(target.path)) {
        const { path } = target;
        if (options.console?.(request, response, { path, prefix: recording.exchange.prefix })) return undefined;
        return admin(request, response, target, problem => {
          recording.problem = problem;
        });
      }
      if (refusal) {
        recording.journal = workspaces.main.journal;
        throw refusal;
      }
      const isClosed = isExposed(request) && !options.isOpen;
      if (isClosed && target.sandbox !== undefined)
        throw new Problem('sandboxes-closed', 'Sandboxes are closed to other machines.');
      const method = methodOf(request);
      const isFirst = workspaces.lacks(target.sandbox);
      const workspace = workspaces.forRequest(method, target);
      announce(workspace, { isFirst, response });
      recording.journal = workspace.journal;
      if (options.clockSet || workspace.clock.moved) {
        response.setHeader('Date', new Date(workspace.clock.read()).toUTCString());
      }
      const { sandbox, path, search } = target;
      const context: RequestContext = {
        // spreading the target would take longer than the rest of the pipe
        sandbox,
        path,
        search,
        request,
        response,
        cors,
        workspace,
        method,
        recording,
        headers: isClosed ? ignoredHeader(request, search) : sandboxHeader(target),
        match: undefined,
        generation: 0,
        overrides: undefined,
      };
      if (cors && isPreflight(context)) respondToPreflight(context);
      else match(context, { isClosed });
    } catch (error) {
      fail({ response, recording, cors }, error);
    }
  }

  /** Says that a request has created its sandbox, and when the shared data will be reset. */
  function announce(workspace: Workspace, { isFirst, response }: { isFirst: boolean; response: ServerResponse }): void {
    if (workspace !== workspaces.main) return isFirst ? void response.setHeader(SANDBOX_CREATED, 'true') : undefined;
    const next = options.nextReset();
    if (next !== undefined) response.setHeader(NEXT_RESET, next);
  }

  function match(context: RequestContext, { isClosed }: { isClosed: boolean }): void {
    const { workspace, recording } = context;
    context.match = endpointOf(context, workspace.apiSet);
    if (isMatched(context)) {
      const { api, operation, collections } = context.match.value;
      recording.exchange.api = api.name;
      recording.exchange.operation = operation.id;
      context.generation = workspace.store.generation(collections);
    }
    const resolving = resolveOverrides(context, { isClosed });
    if (!resolving) return isMatched(context) ? authenticate(context) : refuseUnmatched(context, frontPage);
    resolving.then(overrides => apply(context, overrides)).catch(error => fail(context, error));
  }

  function apply(context: RequestContext, overrides: Overrides): void {
    context.overrides = overrides;
    if (isMatched(context)) assertDataUnchanged(context);
    if (applyOverrides(context, overrides)) return;
    // the same operation, with the preferred readings
    if (overrides.apiSet !== context.workspace.apiSet) {
      context.match = endpointOf(context, overrides.apiSet);
    }
    // for a path without an operation, only a delay is applied
    const applied = context.match ? overrides.applied : overrides.applied.filter(one => one.startsWith('delay='));
    if (applied.length > 0) context.headers = [...context.headers, 'Preference-Applied', applied.join(', ')];
    if (!isMatched(context)) return refuseUnmatched(context, frontPage);
    const forced = forcedResponse(context, overrides);
    if (forced) respondEarly(context, { ...forced, by: overrides.outcome ? 'example' : 'rule' });
    else authenticate(context);
  }

  function authenticate(context: MatchedRequest): void {
    const { api, operation } = context.match.value;
    const caller = api.authenticate(operation, partsOf(context), context.workspace);
    if ('refusal' in caller) return respondEarly(context, { response: caller.refusal, by: 'refusal' });
    if (context.overrides?.expireTokens && !operation.isOpen) {
      return respondEarly(context, { response: api.expired(operation), by: 'rule' });
    }
    readThenHandle(context, caller.principal);
  }

  function readThenHandle(context: MatchedRequest, principal: Principal): void {
    if (!context.match.value.operation.body) return handle(context, { principal, read: NO_BODY });
    const collected = context.overrides?.bytes;
    if (collected !== undefined) return handle(context, { principal, read: bodyOf(context, collected) });
    collect(context.request)
      .then(bytes => {
        if (Buffer.isBuffer(bytes)) context.recording.bodies.request = bytes;
        handle(context, { principal, read: bodyOf(context, bytes) });
      })
      .catch(error => fail(context, error));
  }

  function bodyOf({ match, request }: MatchedRequest, bytes: CollectedBody): ReadBody {
    if (bytes instanceof Problem) throw bytes;
    if (!Buffer.isBuffer(bytes)) return { ...NO_BODY, issues: [bytes] };
    const { api, operation } = match.value;
    return api.readBody(operation, { bytes, headers: request.headers, depth: limits.depth });
  }

  function handle(context: MatchedRequest, given: { principal: Principal; read: ReadBody }): void {
    const { turns } = context.workspace.store;
    if (!turns) return play(context, given);
    handleInTurn(turns, context.method, () => play(context, given)).catch(error => fail(context, error));
  }

  function play(context: MatchedRequest, { principal, read }: { principal: Principal; read: ReadBody }): void {
    const { request, recording, match, workspace } = context;
    const { operation, api, handler } = match.value;
    assertDataUnchanged(context);
    const parameters = parametersOf(context);
    recording.exchange.unknownFields = read.unknownFields;
    const call: HandlerCall = {
      operation,
      principal,
      preferred: context.overrides?.preferred ?? NOTHING_PREFERRED,
      address: addressOf(request),
      path: match.parameters,
      search: context.search,
      headers: request.headers,
      query: parameters.query,
      repeated: parameters.repeated,
      sentParameters: parameters.sentParameters,
      unknownParameters: parameters.unknownParameters,
      // a handler knows which bodies its operation allows
      body: read.body as HandlerCall['body'],
      sentFields: read.sentFields,
      store: workspace.store,
      now: workspace.now,
      url: () => urlOf(context),
    };
    const named = diagnostics(parameters.unknownParameters, read.unknownFields, parameters.repeatedParameters);
    const found = read.issues.length > 0 ? [...parameters.issues, ...read.issues] : parameters.issues;
    const issues = handler.validate?.(call, found) ?? found;
    const isTolerated = api.namesIssues === true && issues.length === 0 && found.length > 0;
    if (isTolerated) recording.tolerated = describeViolations(found);
    const headers = isTolerated ? [...named, ...violationsHeader(found)] : named;
    const { store } = workspace;
    if (issues.length > 0) {
      const refuse = () => respond(context, { response: api.refuse(issues, operation), by: 'refusal', headers });
      const unsaved = store.turns?.unsaved;
      if (!unsaved) return refuse();
      unsaved.then(refuse).catch(error => fail(context, error));
      return;
    }
    recording.exchange.respondedBy = 'handler';
    const send = (response: ApiResponse) => sendOperationResponse(context, { response, headers });
    if (handler.bulkUpdate) {
      store
        .changeAll(handler.bulkUpdate(call), count => validated(operation, handler.respond(call, count)))
        .then(send)
        .catch(error => fail(context, error));
      return;
    }
    const { result, saved } = store.transact(() => validated(operation, handler.respond(call, 0)));
    // a response may show what others have changed in the same turn
    const unsaved = saved ?? store.turns?.unsaved;
    if (!unsaved) return send(result);
    unsaved.then(() => send(result)).catch(error => fail(context, error));
  }

  /** Throws if the data of a request have been deleted, reset or replaced while it waited. */
  function assertDataUnchanged({ workspace, generation, match }: MatchedRequest): void {
    workspace.store.assertStanding(match.value.collections, generation);
  }

  /** Reads the parameters, and records those that were dropped. */
  function parametersOf(context: MatchedRequest): ReadParameters {
    const { recording, match } = context;
    const read = match.read?.search === context.search ? match.read.parameters : readParameters(context);
    recording.exchange.unknownParameters = read.unknownParameters;
    recording.exchange.emptyParameters = read.emptyParameters;
    if (read.repeatedParameters.length > 0) recording.exchange.repeatedParameters = read.repeatedParameters;
    return read;
  }

  /** Responds without the body of the request. The query is read only for the headers that name unknown parameters. */
  function respondEarly(context: MatchedRequest, early: EarlyResponse): void {
    const { unknownParameters, repeatedParameters } = parametersOf(context);
    const named = diagnostics(unknownParameters, [], repeatedParameters);
    respond(context, { ...early, headers: [...named, ...(early.headers ?? [])] });
  }

  function respond(context: MatchedRequest, { response, by, headers }: EarlyResponse): void {
    context.recording.exchange.respondedBy = by;
    sendOperationResponse(context, { response: validated(context.match.value.operation, response), headers });
  }

  /** Throws for a response that violates the contract: it is not sent, and its changes are not kept. */
  function validated(operation: Operation, response: ApiResponse): ApiResponse {
    if (validateResponses) validateResponse(operation, response);
    return response;
  }

  function fail(context: ResponseContext, error: unknown): void {
    if (error instanceof RequestAborted) return;
    const problem = problemOf(error);
    // a client's mistake is not a failure of the mock, and that of the shared store is reported once
    if (problem.status >= 500 && !SHARED_STORE.has(problem.code)) onFailure(problem);
    const { exchange } = context.recording;
    sendProblem(context, problem, {
      headers: [
        ...sandboxHeader(exchange),
        ...operationHeader(exchange),
        ...ruleHeader(exchange),
        ...headersOf(problem),
      ],
    });
  }
}

const NOTHING_PREFERRED = {};
const SHARED_STORE: ReadonlySet<string> = new Set<Problem['code']>(['store-unavailable', 'store-unusable']);

function isMatched(context: RequestContext): context is MatchedRequest {
  return context.match !== undefined;
}
