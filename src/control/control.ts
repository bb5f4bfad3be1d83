import type { IncomingMessage, ServerResponse } from 'node:http';
import { Matcher, type Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import {
  type Control,
  headersOf,
  methodOf,
  outsideOf,
  problemOf,
  RequestAborted,
  type Situations,
  unmatched,
} from '../mock/index.js';
import { type Act, prefixOf } from './act.js';
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

  return (request, response, { sandbox, path: written, search }) => {
    const path = written.replace(/(?<=.)\/$/, '');
    // a host app may let pages of other origins read what is its own; this is not
    for (const name of response.getHeaderNames()) if (name.startsWith('access-control-')) response.removeHeader(name);
    const mount = outsideOf(request).prefix;
    const meet = async (): Promise<void> => {
      const method = methodOf(request);
      const found = matcher.match(method, path);
      if (found?.value.operation.id !== HEALTH) guard(request);
      if (!found) return refuseUnmatched(request, response, { path, mount, sandbox });
      const { operation, act } = found.value;
      const query = queryOf(search, operation);
      const since = situations.generations(sandbox);
      const body = operation.body && (await readBody(operation, request));
      const answer = await act({
        // looked for by who wants it, since that makes a sandbox
        get situation() {
          return situations.of(sandbox);
        },
        sandbox,
        mount,
        path: found.parameters,
        query,
        body,
        since,
        response,
      });
      if (answer) sendAnswer(response, answer);
    };
    meet().catch(error => {
      if (!(error instanceof RequestAborted)) refuse(response, problemOf(error), mount);
    });
  };

  function refuse(response: ServerResponse, problem: Problem, mount: string): void {
    if (problem.status >= 500) onFailure(problem);
    const [name, value = ''] = headersOf(problem);
    sendProblem(response, placed(problem, mount), name === undefined ? {} : { [name]: value });
  }

  function refuseUnmatched(
    { method = 'GET' }: IncomingMessage,
    response: ServerResponse,
    { path, ...place }: { path: string; mount: string; sandbox: string | undefined },
  ): void {
    const { problem, allow } = unmatched(matcher, { method, path, prefix: prefixOf(place) });
    const headers = allow === undefined ? {} : { Allow: allow };
    sendProblem(response, problem, headers);
  }
}

/** A problem whose sentences name the control plane where the client finds it. */
function placed(problem: Problem, mount: string): Problem {
  if (mount === '') return problem;
  const place = (sentence: string) => sentence.replace(/(?<=^|[\s`(])\/__admin\b/g, () => `${mount}/__admin`);
  return new Problem(problem.code, place(problem.message), { fix: place(problem.fix) });
}

function actOf(acts: ControlParts['acts'], { id }: Operation): Act {
  const act = acts[id];
  if (!act) throw new Problem('contract-invalid', `Nothing of the control plane does ${id}.`);
  return act;
}
