import type { IncomingMessage, ServerResponse } from 'node:http';
import { Matcher, type Operation } from '../contract/index.js';
import { Problem, pointerOf } from '../kernel/index.js';
import {
  bodyCollector,
  type Control,
  RequestAborted,
  readQuery,
  type Situation,
  type Situations,
} from '../mock/index.js';
import type { Act } from './act.js';
import { sendAnswer, sendProblem } from './answer.js';
import type { Guard } from './guard.js';

export type ControlParts = {
  situations: Situations;
  operations: readonly Operation[];
  /** What each operation does, by its id. */
  acts: Readonly<Record<string, Act>>;
  guard: Guard;
  /** The most bytes of a body. */
  bytes: number;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

type Playing = { operation: Operation; act: Act };

/** The operation that everyone may ask, whatever else is closed. */
const HEALTH = 'readHealth';

/** The way of a request to the control plane: match, let in, read, act, answer. */
export function controlOf({ situations, operations, acts, guard, bytes, onFailure }: ControlParts): Control {
  const matcher = new Matcher<Playing>(
    operations.map(operation => ({
      method: operation.method,
      template: operation.template,
      value: { operation, act: actOf(acts, operation) },
    })),
  );
  const collect = bodyCollector(bytes);

  return (request, response, { sandbox, path, search }) => {
    const meet = async (): Promise<void> => {
      const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
      const found = matcher.match(method, path.replace(/(?<=.)\/$/, ''));
      const isHealth = found?.value.operation.id === HEALTH;
      if (!isHealth) {
        const refusal = guard(request);
        if (refusal) return refuse(response, refusal);
      }
      if (!found) return refuseUnmatched(request, response, path);
      const { operation, act } = found.value;
      const query = queryOf(search, operation);
      const body = operation.body ? await bodyOf(request, response, operation) : undefined;
      const answer = await act({
        // whoever may ask for nothing else makes no sandbox either
        situation: situationOf(isHealth ? undefined : sandbox),
        sandbox,
        path: found.parameters,
        query,
        body,
        response,
      });
      if (answer) sendAnswer(response, answer);
    };
    meet().catch(error => {
      if (!(error instanceof RequestAborted)) refuse(response, problemOf(error));
    });
  };

  function situationOf(sandbox: string | undefined): Situation {
    return situations.of(sandbox);
  }

  function refuse(response: ServerResponse, problem: Problem): void {
    if (problem.status >= 500) onFailure(problem);
    sendProblem(
      response,
      problem,
      problem.code === 'control-token-wrong' ? { 'WWW-Authenticate': 'Bearer' } : undefined,
    );
  }

  function refuseUnmatched({ method = 'GET' }: IncomingMessage, response: ServerResponse, path: string): void {
    const methods = matcher.methods(path);
    if (methods.length > 0) {
      const problem = new Problem('method-not-allowed', `${path} does not answer ${method}.`);
      return sendProblem(response, problem, { Allow: methods.join(', ') });
    }
    const fix = `Did you mean ${matcher.nearest(method, path).join(' or ')}?`;
    sendProblem(response, new Problem('no-such-operation', `No operation answers ${method} ${path}.`, { fix }));
  }

  async function bodyOf(request: IncomingMessage, response: ServerResponse, operation: Operation): Promise<unknown> {
    const collected = await collect(request, response);
    if (!Buffer.isBuffer(collected)) {
      throw new Problem(
        'control-invalid',
        collected.expected === 'smaller' ? `The body has more than ${bytes} bytes.` : NO_JSON,
      );
    }
    const value = parsed(collected);
    const flaws = operation.body?.flaws(value) ?? [];
    if (flaws.length === 0) return value;
    throw new Problem(
      'control-invalid',
      flaws.map(({ path, message }) => `${pointerOf(path) || 'The body'} ${message}.`).join(' '),
    );
  }
}

const NO_JSON = 'The body is no JSON.';

function actOf(acts: ControlParts['acts'], { id }: Operation): Act {
  const act = acts[id];
  if (!act) throw new Problem('contract-invalid', `Nothing of the control plane does ${id}.`);
  return act;
}

/** An empty body is an empty object. */
function parsed(bytes: Buffer): unknown {
  try {
    const text = bytes.toString();
    return text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw new Problem('control-invalid', NO_JSON);
  }
}

/** Reads numbers and booleans of queries, which are text. */
const loosening = {
  integer: (value: unknown) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
  boolean: (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value),
};

function queryOf(search: string, operation: Operation): Readonly<Record<string, unknown>> {
  const { query, unknownParameters, flaws } = readQuery(search, { operation, api: { loosening } });
  const sentences = [
    ...unknownParameters.map(
      name => `There is no parameter ${name}; there are: ${[...operation.query.keys()].join(', ') || 'none'}.`,
    ),
    ...flaws.map(({ path, expected }) => `The parameter ${path.join('.')} must be ${NOUNS[expected] ?? 'valid'}.`),
  ];
  if (sentences.length === 0) return query;
  throw new Problem('control-invalid', sentences.join(' '));
}

const NOUNS: Readonly<Record<string, string>> = {
  integer: 'an integer in its range',
  boolean: 'true or false',
  choice: 'one of its values',
  datetime: 'a time such as 2026-11-26T12:00:00Z',
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem('behaviour-failed', `Failed to answer: ${reason}.`, { cause: error });
}
