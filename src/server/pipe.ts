import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../contract/index.js';
import type { AnsweredBy } from '../journal/index.js';
import { Problem } from '../kernel/index.js';
import { addressOf } from './address-of.js';
import { redirectToPage } from './answer-browser.js';
import { type Arrangement, arrangement } from './arrange.js';
import type { Answer, Call, Caller } from './behaviour.js';
import { bodyCollector, type CollectedBody, RequestAborted } from './collect-body.js';
import { isControl } from './control.js';
import { diagnostics } from './diagnostics.js';
import { enactWithoutOperation, orderedAnswer } from './enact.js';
import type { Endpoint } from './endpoints.js';
import { isExposed } from './exposure.js';
import { judge } from './judge.js';
import { largeHead } from './large-head.js';
import { cutLongUrl } from './long-url.js';
import { methodOf } from './method-of.js';
import { outsideOf, trustProxy } from './outside.js';
import type { PipeOptions } from './pipe-options.js';
import { ignoredHeader } from './preferences-of.js';
import { answerPreflight } from './preflight.js';
import { headersOf, problemOf } from './problem-of.js';
import { NO_BODY, type ReadBody, readBody } from './read-body.js';
import { type ReadQuery, readQuery } from './read-query.js';
import { refuseUnmatched } from './refuse-unmatched.js';
import { type HeaderList, operationHeader, type Replying, replyProblem, ruleHeader, sandboxHeader } from './reply.js';
import { replyOperation } from './reply-operation.js';
import { targetOf } from './request-target.js';
import { see } from './seen.js';
import type { Matched, Underway } from './underway.js';

type Admitted = Matched & { caller: Caller };

/** An answer without the behaviour's part in it, and who gave it. */
type EarlyAnswer = { answer: Answer; by: AnsweredBy; headers?: HeaderList };

/** The way of a request, forward only: match, arrange, admit, read, answer, judge, reply, record. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { situations, control, about, limits, judged, onExchange, onFailure } = options;
  const collect = bodyCollector(limits.bytes);
  const delay = { usual: options.delay, most: limits.delay };
  const arrange = arrangement({ casting: situations.casting, collect, delay });

  return (request, response) => {
    const tooLong = cutLongUrl(request, limits.url) ?? largeHead(request, limits.headers);
    if (options.trustProxy) trustProxy(request);
    const target = targetOf(request.url ?? '/');
    const seen = see(request, response, { target, outside: outsideOf(request), onExchange });
    try {
      if (tooLong) {
        seen.journal = situations.main.journal;
        // neither a journal nor a log has room for so much
        if (tooLong.code === 'headers-too-large') seen.exchange.requestHeaders = {};
        throw tooLong;
      }
      if (control && isControl(target.path)) {
        if (redirectToPage(response, target, seen)) return undefined;
        return control(request, response, target, problem => {
          seen.problem = problem;
        });
      }
      const isShut = isExposed(request) && !options.isOpen;
      if (isShut && target.sandbox !== undefined) throw new Problem('sandboxes-closed', 'Sandboxes are closed here.');
      const method = methodOf(request);
      const situation = situations.metBy(method, target);
      seen.journal = situation.journal;
      if (options.clockSet || situation.clock.moved) {
        response.setHeader('Date', new Date(situation.clock.read()).toUTCString());
      }
      const { sandbox, path, search } = target;
      const headers = isShut ? ignoredHeader(request, search) : sandboxHeader(target);
      // spreading the target would cost more than all that the pipe does
      begin({ sandbox, path, search, request, response, situation, generation: 0, seen, method, headers }, { isShut });
    } catch (error) {
      fail({ response, seen }, error);
    }
  };

  function begin(underway: Underway, { isShut }: { isShut: boolean }): void {
    const { situation, method, path, seen } = underway;
    if (method === 'OPTIONS') return answerPreflight(underway);
    const found = situation.cast.matcher.match(method, path);
    seen.exchange.api = found?.value.api.name;
    seen.exchange.operation = found?.value.operation.id;
    if (found) underway.generation = situation.store.generation(found.value.collections);
    const arranging = arrange(underway, { isShut });
    if (!arranging) return found ? admit({ underway, found, arranged: undefined }) : refuseUnmatched(underway, about);
    arranging
      .then(arranged => {
        if (found) assertStanding(underway, found.value);
        return enactWithoutOperation(underway, arranged) || enact(underway, arranged);
      })
      .catch(error => fail(underway, error));
  }

  function enact(underway: Underway, arranged: Arrangement): void {
    // the same operations again, as the readings that were asked for have them
    const found = arranged.cast.matcher.match(underway.method, underway.path);
    // what no operation answers is at most late
    const applied = found ? arranged.applied : arranged.applied.filter(one => one.startsWith('delay='));
    if (applied.length > 0) underway.headers = [...underway.headers, 'Preference-Applied', applied.join(', ')];
    if (!found) return refuseUnmatched(underway, about);
    const ordered = orderedAnswer(found.value, arranged);
    if (!ordered) return admit({ underway, found, arranged });
    answerEarly(underway, found.value, { ...ordered, by: arranged.outcome ? 'example' : 'rule' });
  }

  function admit(matched: Matched): void {
    const { underway, found, arranged } = matched;
    const { api, operation } = found.value;
    const admission = api.admit(operation, underway.request.headers, underway.situation);
    if ('refusal' in admission) {
      return answerEarly(underway, found.value, { answer: admission.refusal, by: 'refusal' });
    }
    if (arranged?.expireTokens && !operation.isOpen) {
      return answerEarly(underway, found.value, { answer: api.expired(operation), by: 'rule' });
    }
    read({ underway, found, arranged, caller: admission.caller });
  }

  function read(admitted: Admitted): void {
    const { underway, found, arranged } = admitted;
    if (!found.value.operation.body) return answer(admitted, NO_BODY);
    if (arranged) return answer(admitted, bodyOf(arranged.bytes, found.value));
    collect(underway.request)
      .then(bytes => {
        if (Buffer.isBuffer(bytes)) underway.seen.bodies.request = bytes;
        answer(admitted, bodyOf(bytes, found.value));
      })
      .catch(error => fail(underway, error));
  }

  function bodyOf(bytes: CollectedBody, { operation, api }: Endpoint): ReadBody {
    if (bytes instanceof Problem) throw bytes;
    if (!Buffer.isBuffer(bytes)) return { ...NO_BODY, flaws: [bytes] };
    return readBody(bytes, { operation, api, depth: limits.depth });
  }

  function answer({ underway, found, caller }: Admitted, read: ReadBody): void {
    const { operation, api, behaviour } = found.value;
    const { request, seen } = underway;
    const { store, now } = underway.situation;
    assertStanding(underway, found.value);
    const { body, sentFields } = read;
    const { query, repeated, sentParameters, unknownParameters, repeatedParameters, flaws } = queryOf(
      underway,
      found.value,
    );
    seen.exchange.unknownFields = read.unknownFields;
    const call: Call = {
      operation,
      caller,
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
    const standing = behaviour.examine?.(call, all) ?? all;
    if (standing.length > 0) {
      return answerAtOnce(underway, found.value, { answer: api.refuse(standing), by: 'refusal', headers });
    }
    seen.exchange.answeredBy = 'behaviour';
    const reply = (answer: Answer) => replyOperation(underway, { endpoint: found.value, answer, headers });
    if (behaviour.change) {
      store
        .changeAll(behaviour.change(call), count => judgedAnswer(operation, behaviour.answer(call, count)))
        .then(reply)
        .catch(error => fail(underway, error));
      return;
    }
    const { result, saved } = store.transact(() => judgedAnswer(operation, behaviour.answer(call, 0)));
    if (!saved) return reply(result);
    saved.then(() => reply(result)).catch(error => fail(underway, error));
  }

  /** Its data may go, be put back or replaced while a request waits. */
  function assertStanding({ situation, generation }: Underway, { collections }: Endpoint): void {
    situation.store.assertStanding(collections, generation);
  }

  /** Reads the query, and notes what is told of it. */
  function queryOf({ search, seen }: Underway, endpoint: Endpoint): ReadQuery {
    const read = readQuery(search, endpoint);
    seen.exchange.unknownParameters = read.unknownParameters;
    seen.exchange.emptyParameters = read.emptyParameters;
    if (read.repeatedParameters.length > 0) seen.exchange.repeatedParameters = read.repeatedParameters;
    return read;
  }

  /** Answers before the body was of any use; what the query has that nobody knows or that is dropped is told all the same. */
  function answerEarly(underway: Underway, endpoint: Endpoint, early: EarlyAnswer): void {
    const { unknownParameters, repeatedParameters } = queryOf(underway, endpoint);
    const told = diagnostics(unknownParameters, [], repeatedParameters);
    answerAtOnce(underway, endpoint, { ...early, headers: [...told, ...(early.headers ?? [])] });
  }

  function answerAtOnce(underway: Underway, endpoint: Endpoint, { answer, by, headers }: EarlyAnswer): void {
    underway.seen.exchange.answeredBy = by;
    replyOperation(underway, { endpoint, answer: judgedAnswer(endpoint.operation, answer), headers });
  }

  /** An answer that violates the contract is not given, and what it changed is not kept. */
  function judgedAnswer(operation: Operation, answer: Answer): Answer {
    if (judged) judge(operation, answer);
    return answer;
  }

  function fail(replying: Replying, error: unknown): void {
    if (error instanceof RequestAborted) return;
    const problem = problemOf(error);
    // what a client got wrong is no failure of ours
    if (problem.status >= 500) onFailure(problem);
    const { exchange } = replying.seen;
    replyProblem(replying, problem, {
      headers: [
        ...sandboxHeader(exchange),
        ...operationHeader(exchange),
        ...ruleHeader(exchange),
        ...headersOf(problem),
      ],
    });
  }
}
