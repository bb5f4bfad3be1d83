import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Operation, OperationMatcher } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import {
  type AdminHandler,
  externalAddressOf,
  headersOf,
  methodOf,
  problemOf,
  RequestAborted,
  unmatched,
  type Workspaces,
} from '../server/index.js';
import { type Action, type AdminCall, prefixOf } from './action.js';
import { jsonIn, sendAdminResponse, sendProblem } from './admin-response.js';
import type { BodyReader } from './body.js';
import type { Guard } from './guard.js';
import { parseQuery } from './query.js';

export type AdminParts = {
  workspaces: Workspaces;
  operations: readonly Operation[];
  /** What each operation does, by its id. */
  actions: Readonly<Record<string, Action>>;
  guard: Guard;
  bodies: BodyReader;
  /** Told of each failure of ours that a client saw as a 500. */
  onFailure(problem: Problem): void;
};

/** The control plane: for requests, and for code of the same process. */
export type AdminPlane = {
  control: AdminHandler;
  /**
   * Does what a request to an operation would do, by its id, and resolves to what the answer has as JSON. Throws the same
   * problems.
   */
  perform(id: string, call: LocalCall): Promise<unknown>;
};

/** What an operation is performed with, as a request would have it. */
export type LocalCall = Pick<AdminCall, 'workspace' | 'sandbox'> & {
  path?: Readonly<Record<string, string>>;
  query?: object;
  body?: unknown;
};

type Playing = { operation: Operation; action: Action };

/**
 * Whether an operation is for everyone, whatever else is closed, as its description says. Of a sandbox that is health alone,
 * since all others would make it.
 */
function isForAll(operation: Operation | undefined, sandbox: string | undefined): boolean {
  return operation?.isOpen === true && (sandbox === undefined || operation.id === HEALTH);
}

const HEALTH = 'readHealth';

/** The way of a request to the control plane: match, let in, read, act, answer. */
export function createAdminPlane({
  workspaces,
  operations,
  actions,
  guard,
  bodies,
  onFailure,
}: AdminParts): AdminPlane {
  const matcher = new OperationMatcher<Playing>(
    operations.map(operation => ({
      method: operation.method,
      template: operation.template,
      value: { operation, action: actionOf(actions, operation) },
    })),
  );

  const control: AdminHandler = (request, response, { sandbox, path: written, search }, onRefused) => {
    const path = written.replace(/(?<=.)\/$/, '');
    // a host app may let pages of other origins read what is its own; this is not
    for (const name of response.getHeaderNames()) if (name.startsWith('access-control-')) response.removeHeader(name);
    const mount = externalAddressOf(request).prefix;
    const meet = async (): Promise<void> => {
      const method = methodOf(request);
      const found = matcher.match(method, path);
      const asked = found?.value.operation;
      if (!isForAll(asked, sandbox)) guard(request, { operation: asked?.id, sandbox });
      if (!found) return onRefused?.(refuseUnmatched(request, response, { path, mount, sandbox }));
      const { operation, action } = found.value;
      const query = parseQuery(search, operation);
      const since = workspaces.generations(sandbox);
      const body = operation.body && (await bodies.read(operation, request));
      const answer = await action({
        // looked for by who wants it, since that makes a sandbox
        get workspace() {
          return workspaces.of(sandbox);
        },
        sandbox,
        mount,
        path: found.parameters,
        query,
        body,
        since,
        response,
      });
      if (answer) await sendAdminResponse(response, answer);
    };
    meet().catch(error => {
      if (error instanceof RequestAborted) return;
      const problem = problemOf(error);
      onRefused?.(problem);
      refuse(response, problem, mount);
    });
  };

  async function perform(id: string, { workspace, sandbox, path = {}, query = {}, body }: LocalCall): Promise<unknown> {
    const operation = operations.find(operation => operation.id === id);
    if (!operation) throw new Problem('no-such-operation', `The control plane has no operation ${id}.`);
    const answer = await actionOf(
      actions,
      operation,
    )({
      workspace,
      sandbox,
      mount: '',
      path,
      query: parseQuery(String(new URLSearchParams(asSent(query))), operation),
      since: workspaces.generations(sandbox),
      body: operation.body && bodies.readValue(operation, body),
      get response(): never {
        throw new Problem('no-such-operation', `${id} answers by itself, and only to a request.`);
      },
    });
    return answer && jsonIn(answer);
  }

  return { control, perform };

  function refuse(response: ServerResponse, problem: Problem, mount: string): void {
    if (problem.status >= 500) onFailure(problem);
    const [name, value = ''] = headersOf(problem);
    sendProblem(response, placed(problem, mount), name === undefined ? {} : { [name]: value });
  }

  function refuseUnmatched(
    { method = 'GET' }: IncomingMessage,
    response: ServerResponse,
    { path, ...place }: { path: string; mount: string; sandbox: string | undefined },
  ): Problem {
    const { problem, allow } = unmatched(matcher, { method, path, prefix: prefixOf(place) });
    const headers = allow === undefined ? {} : { Allow: allow };
    sendProblem(response, problem, headers);
    return problem;
  }
}

/** A problem whose sentences name the control plane where the client finds it. */
function placed(problem: Problem, mount: string): Problem {
  if (mount === '') return problem;
  const place = (sentence: string) => sentence.replace(/(?<=^|[\s`(])\/__admin\b/g, () => `${mount}/__admin`);
  return new Problem(problem.code, place(problem.message), { fix: place(problem.fix) });
}

function actionOf(actions: AdminParts['actions'], { id }: Operation): Action {
  const action = actions[id];
  if (!action) throw new Problem('contract-invalid', `Nothing of the control plane does ${id}.`);
  return action;
}

/** A query as a client would send it: times as text, and nothing that is undefined. */
function asSent(query: object): Record<string, string> {
  return JSON.parse(JSON.stringify(query));
}
