import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { type Arrangement, arrangement } from './arrange.js';
import type { Answer, Call, Caller, Flaw } from './behaviour.js';
import { diagnostics } from './diagnostics.js';
import { enactWithoutOperation, orderedAnswer } from './enact.js';
import type { Endpoint } from './endpoints.js';
import { isExposed } from './exposure.js';
import { judge } from './judge.js';
import { cutLongUrl } from './long-url.js';
import { type BodyLimits, bodyCollector, NO_BODY, type ReadBody, RequestAborted, readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { allowed, refuseUnmatched } from './refuse-unmatched.js';
import { type HeaderList, type Replying, replyOptions, replyProblem, SANDBOX } from './reply.js';
import { replyOperation } from './reply-operation.js';
import { type RequestTarget, targetOf } from './request-target.js';
import { type OnExchange, see } from './seen.js';
import type { Situation, Situations } from './situation.js';
import type { Matched, Underway } from './underway.js';

export type PipeOptions = {
  situations: Situations;
  /** Answers `/__admin`. */
  control?: Control | undefined;
  /** Whether sandboxes and preferences are for those, too, who come from other machines. */
  isOpen: boolean;
  limits: RequestLimits;
  /** How many milliseconds each answer waits where nobody asked for another delay. */
  delay: number;
  /** Whether each answer is held against the contract before it is sent. */
  judged: boolean;
  /** Whether the clock is not the machine's: the header `Date`, which Node would fill, then follows it, too. */
  clockSet: boolean;
  /** Told of each request once it has been answered or has broken off. */
  onExchange?: OnExchange | undefined;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

/** What a request may be, and what it may ask for. */
export type RequestLimits = BodyLimits & {
  /** The most characters of its URL. */
  url: number;
  /** How many milliseconds it may be delayed. */
  delay: number;
};

/** What answers a request to the control plane. */
export type Control = (request: IncomingMessage, response: ServerResponse, target: RequestTarget) => void;

/** Where the control plane is. */
export const CONTROL = '/__admin';

type Admitted = Matched & { caller: Caller };

/** The way of a request, forward only: match, arrange, admit, read, answer, judge, reply, record. */
export function createPipe(options: PipeOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { situations, control, limits, judged, onExchange, onFailure } = options;
  const collect = bodyCollector(limits.bytes);
  const delay = { usual: options.delay, most: limits.delay };
  const arrange = arrangement({ casting: situations.casting, collect, delay });

  return (request, response) => {
    const tooLong = cutLongUrl(request, limits.url);
    const target = targetOf(request.url ?? '/');
    const seen = see(request, response, { target, onExchange });
    try {
      if (tooLong) {
        seen.journal = situations.main.journal;
        throw tooLong;
      }
      if (control && isControl(target.path)) return control(request, response, target);
      const isShut = isExposed(request) && !options.isOpen;
      if (isShut && target.sandbox !== undefined) throw new Problem('sandboxes-closed', 'Sandboxes are closed here.');
      const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
      const situation = situationFor(method, target);
      seen.journal = situation.journal;
      if (options.clockSet || situation.clock.moved) {
        response.setHeader('Date', new Date(situation.clock.read()).toUTCString());
      }
      const { sandbox, path, search } = target;
      const headers = sandbox === undefined ? NO_HEADERS : [SANDBOX, sandbox];
      // spreading the target would cost more than all that the pipe does
      begin({ sandbox, path, search, request, response, situation, seen, method, headers }, { isShut });
    } catch (error) {
      fail({ response, seen }, error);
    }
  };

  /** A sandbox is made by its first use, which a request that no operation answers is not. */
  function situationFor(method: string, { sandbox, path }: RequestTarget): Situation {
    if (sandbox === undefined) return situations.main;
    const known = situations.known(sandbox);
    if (known) return known;
    return situations.main.cast.matcher.match(method, path) ? situations.of(sandbox) : situations.main;
  }

  function begin(underway: Underway, { isShut }: { isShut: boolean }): void {
    if (underway.method === 'OPTIONS') return preflight(underway);
    const arranging = arrange(underway, { isShut });
    if (!arranging) return match(underway, undefined);
    arranging
      .then(arranged => enactWithoutOperation(underway, arranged) || match(underway, arranged))
      .catch(error => fail(underway, error));
  }

  function preflight(underway: Underway): void {
    const { request, situation, path } = underway;
    const asked = request.headers['access-control-request-headers'];
    replyOptions(underway, { allow: allowed(situation.cast.matcher.methods(path)), asked });
  }

  function match(underway: Underway, arranged: Arrangement | undefined): void {
    const { situation, method, path, seen } = underway;
    const found = (arranged?.cast ?? situation.cast).matcher.match(method, path);
    if (!found) return refuseUnmatched(underway);
    const { api, operation } = found.value;
    seen.exchange.api = api.name;
    seen.exchange.operation = operation.id;
    const ordered = arranged && orderedAnswer(found.value, arranged);
    if (!ordered) return admit({ underway, found, arranged });
    seen.exchange.answeredBy = arranged.outcome ? 'example' : 'rule';
    refuse(underway, found.value, { answer: ordered });
  }

  function admit(matched: Matched): void {
    const { underway, found, arranged } = matched;
    const { api, operation } = found.value;
    const admission = api.admit(operation, underway.request.headers, underway.situation);
    if ('caller' in admission) return read({ underway, found, arranged, caller: admission.caller });
    underway.seen.exchange.answeredBy = 'refusal';
    refuse(underway, found.value, { answer: admission.refusal });
  }

  function read(admitted: Admitted): void {
    const { underway, found, arranged } = admitted;
    if (!found.value.operation.body) return answer(admitted, NO_BODY);
    if (arranged) return answer(admitted, bodyOf(arranged.bytes, found.value));
    collect(underway.request, underway.response)
      .then(bytes => {
        if (Buffer.isBuffer(bytes)) underway.seen.bodies.request = bytes;
        answer(admitted, bodyOf(bytes, found.value));
      })
      .catch(error => fail(underway, error));
  }

  function bodyOf(bytes: Buffer | Flaw, { operation, api }: Endpoint): ReadBody {
    if (!Buffer.isBuffer(bytes)) return { ...NO_BODY, flaws: [bytes] };
    return readBody(bytes, { operation, api, depth: limits.depth });
  }

  function answer({ underway, found, caller }: Admitted, read: ReadBody): void {
    const { operation, api, behaviour } = found.value;
    const { request, seen } = underway;
    const { store, now } = underway.situation;
    const { body, sentFields } = read;
    const { query, sentParameters, unknownParameters, emptyParameters, flaws } = readQuery(
      underway.search,
      found.value,
    );
    seen.exchange.unknownParameters = unknownParameters;
    seen.exchange.emptyParameters = emptyParameters;
    seen.exchange.unknownFields = read.unknownFields;
    const call: Call = {
      operation,
      caller,
      address: addressOf(request),
      path: found.parameters,
      query,
      sentParameters,
      unknownParameters,
      body,
      sentFields,
      store,
      now,
    };
    const headers = diagnostics(unknownParameters, read.unknownFields);
    const all = [...flaws, ...read.flaws];
    const standing = behaviour.examine?.(call, all) ?? all;
    if (standing.length > 0) {
      seen.exchange.answeredBy = 'refusal';
      return refuse(underway, found.value, { answer: api.refuse(standing), headers });
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

  function refuse(underway: Underway, endpoint: Endpoint, refusal: { answer: Answer; headers?: HeaderList }): void {
    const answer = judgedAnswer(endpoint.operation, refusal.answer);
    replyOperation(underway, { endpoint, answer, headers: refusal.headers });
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
    replyProblem(replying, problem);
  }
}

const NO_HEADERS: HeaderList = [];

function isControl(path: string): boolean {
  return path.startsWith(CONTROL) && (path.length === CONTROL.length || path[CONTROL.length] === '/');
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
