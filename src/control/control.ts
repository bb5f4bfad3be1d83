import type { IncomingMessage, ServerResponse } from 'node:http';
import { Matcher, type Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { type Control, methodOf, problemOf, RequestAborted, type Situations, unmatched } from '../mock/index.js';
import type { Act } from './act.js';
import { sendAnswer, sendProblem } from './answer.js';
import type { ReadBody } from './body.js';
import type { Guard } from './guard.js';
import { queryOf } from './query.js';

export type ControlParts = {
  situations: Situations;
  operations: readonly Operation[];
  /** What each operation does, by its id. */
  acts: Readonly<Record<string, Act>>;
  guard: Guard;
  readBody: ReadBody;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

type Playing = { operation: Operation; act: Act };

/** The operation that everyone may ask, whatever else is closed. */
const HEALTH = 'readHealth';

/** The way of a request to the control plane: match, let in, read, act, answer. */
export function controlOf({ situations, operations, acts, guard, readBody, onFailure }: ControlParts): Control {
  const matcher = new Matcher<Playing>(
    operations.map(operation => ({
      method: operation.method,
      template: operation.template,
      value: { operation, act: actOf(acts, operation) },
    })),
  );

  return (request, response, { sandbox, path: written, search }, onRefused) => {
    const path = written.replace(/(?<=.)\/$/, '');
    const meet = async (): Promise<void> => {
      const method = methodOf(request);
      const found = matcher.match(method, path);
      if (found?.value.operation.id !== HEALTH) guard(request);
      if (!found) return refuseUnmatched(request, response, path);
      const { operation, act } = found.value;
      const query = queryOf(search, operation);
      const body = operation.body && (await readBody(operation, request, response));
      const answer = await act({
        // looked for by who wants it, since that makes a sandbox
        get situation() {
          return situations.of(sandbox);
        },
        sandbox,
        path: found.parameters,
        query,
        body,
        response,
      });
      if (answer) sendAnswer(response, answer);
    };
    meet().catch(error => {
      if (error instanceof RequestAborted) return;
      const problem = problemOf(error);
      onRefused?.(problem);
      refuse(response, problem);
    });
  };

  function refuse(response: ServerResponse, problem: Problem): void {
    if (problem.status >= 500) onFailure(problem);
    const isToken = problem.code === 'control-token-wrong';
    sendProblem(response, problem, isToken ? { 'WWW-Authenticate': 'Bearer' } : undefined);
  }

  function refuseUnmatched({ method = 'GET' }: IncomingMessage, response: ServerResponse, path: string): void {
    const { problem, allow } = unmatched(matcher, { method, path, methods: matcher.methods(path) });
    sendProblem(response, problem, allow === undefined ? undefined : { Allow: allow });
  }
}

function actOf(acts: ControlParts['acts'], { id }: Operation): Act {
  const act = acts[id];
  if (!act) throw new Problem('contract-invalid', `Nothing of the control plane does ${id}.`);
  return act;
}
