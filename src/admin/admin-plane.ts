import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { OperationMatcher } from '../openapi/index.js';
import {
  type AdminHandler,
  externalAddressOf,
  headersOf,
  methodOf,
  problemOf,
  RequestAborted,
  SANDBOX_CREATED,
  unmatched,
  type Workspaces,
} from '../server/index.js';
import { type Action, type AdminCall, prefixOf } from './action.js';
import { jsonOf, sendAdminResponse, sendProblem } from './admin-response.js';
import type { BodyReader } from './body.js';
import type { ChangeReports } from './change-reports.js';
import type { Guard } from './guard.js';
import { parseQuery } from './query.js';

export type AdminParts = {
  workspaces: Workspaces;
  operations: readonly Operation[];
  /** The action of each operation, by its id. */
  actions: Readonly<Record<string, Action>>;
  guard: Guard;
  bodies: BodyReader;
  changes: ChangeReports;
  /** Called for each failure of the mock that a client gets as a 500. */
  onFailure(problem: Problem): void;
};

/** The control plane: for requests, and for code of the same process. */
export type AdminPlane = {
  control: AdminHandler;
  /**
   * Performs an operation, by its id, without a request. Resolves to the JSON that the response would have, and throws the
   * same problems.
   */
  perform(id: string, call: LocalCall): Promise<unknown>;
  /** The changes of workspaces, for those who watch them. */
  readonly changes: ChangeReports;
};

/** The input of an operation, as a request would have it. */
export type LocalCall = Pick<AdminCall, 'workspace' | 'sandbox'> & {
  path?: Readonly<Record<string, string>>;
  query?: object;
  body?: unknown;
};

/** What work of the control plane concerns. */
type Turn = { sandbox: string | undefined; operation: Operation; kind?: 'read' | 'write' };

/** The operations on the process itself, and on its journal. */
const LOCAL = /^\/__admin(?:\/(?:health|version|openapi\.json|metrics|apis|tokens|requests|events|checks)\b.*)?$/;

type AdminEndpoint = { operation: Operation; action: Action };

/**
 * Whether the description opens an operation to every client. In a sandbox only health is open, because every other
 * operation would create the sandbox.
 */
function isForAll(operation: Operation | undefined, sandbox: string | undefined): boolean {
  return operation?.isOpen === true && (sandbox === undefined || operation.id === HEALTH);
}

const HEALTH = 'readHealth';

/** The steps of a request to the control plane: match, authorize, read, act, respond. */
export function createAdminPlane({
  workspaces,
  operations,
  actions,
  guard,
  bodies,
  changes,
  onFailure,
}: AdminParts): AdminPlane {
  const matcher = new OperationMatcher<AdminEndpoint>(
    operations.map(operation => ({
      method: operation.method,
      template: operation.template,
      value: { operation, action: actionOf(actions, operation) },
    })),
  );

  const control: AdminHandler = (request, response, { sandbox, path: written, search }, onRefused) => {
    const path = written.replace(/(?<=.)\/$/, '');
    // a host app may let pages of other origins read its responses, but not those of the control plane
    for (const name of response.getHeaderNames()) if (name.startsWith('access-control-')) response.removeHeader(name);
    const mount = externalAddressOf(request).prefix;
    const handle = async (): Promise<void> => {
      const method = methodOf(request);
      const found = matcher.match(method, path);
      const matched = found?.value.operation;
      if (!isForAll(matched, sandbox)) guard(request, { operation: matched?.id, sandbox });
      if (!found) return onRefused?.(refuseUnmatched(request, response, { path, mount, sandbox }));
      const { operation, action } = found.value;
      const query = parseQuery(search, operation);
      const since = await inTurn({ sandbox, operation, kind: 'read' }, () => workspaces.generations(sandbox));
      const body = operation.body && (await bodies.read(operation, request));
      const call: AdminCall = {
        // a getter, because this creates the sandbox
        get workspace() {
          if (workspaces.lacks(sandbox)) response.setHeader(SANDBOX_CREATED, 'true');
          return workspaces.of(sandbox);
        },
        sandbox,
        mount,
        path: found.parameters,
        query,
        body,
        since,
        headers: request.headers,
        response,
      };
      const result = await inTurn({ sandbox, operation }, () => action(call));
      if (operation.method !== 'GET') changes.report(workspaces.of(sandbox), operation.id);
      if (result) await sendAdminResponse(response, result);
    };
    handle().catch(error => {
      if (error instanceof RequestAborted) return;
      const problem = problemOf(error);
      onRefused?.(problem);
      refuse(response, problem, mount);
    });
  };

  async function perform(id: string, { workspace, sandbox, path = {}, query = {}, body }: LocalCall): Promise<unknown> {
    const operation = operations.find(operation => operation.id === id);
    if (!operation) throw new Problem('no-such-operation', `The control plane has no operation ${id}.`);
    const call: AdminCall = {
      workspace,
      sandbox,
      mount: '',
      path,
      query: parseQuery(String(new URLSearchParams(toParameters(query))), operation),
      since: await inTurn({ sandbox, operation, kind: 'read' }, () => workspaces.generations(sandbox)),
      body: operation.body && bodies.readValue(operation, body),
      headers: {},
      get response(): never {
        throw new Problem('no-such-operation', `${id} is a stream, and needs a request.`);
      },
    };
    const result = await inTurn({ sandbox, operation }, () => actionOf(actions, operation)(call));
    changes.report(workspace, id);
    return result && jsonOf(result);
  }

  return { control, perform, changes };

  /** Where data are shared, work on them waits for a turn; what concerns this process alone does not. */
  function inTurn<T>(
    { sandbox, operation, kind = operation.method === 'GET' ? 'read' : 'write' }: Turn,
    work: () => T,
  ) {
    return LOCAL.test(operation.template) ? work() : workspaces.inTurn(sandbox, kind, work);
  }

  function refuse(response: ServerResponse, problem: Problem, mount: string): void {
    if (problem.status >= 500) onFailure(problem);
    const [name, value = ''] = headersOf(problem);
    sendProblem(response, withMount(problem, mount), name === undefined ? {} : { [name]: value });
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

/** Adds the mount to the paths of the control plane in a problem's sentences. */
function withMount(problem: Problem, mount: string): Problem {
  if (mount === '') return problem;
  const mounted = (sentence: string) => sentence.replace(/(?<=^|[\s`(])\/__admin\b/g, () => `${mount}/__admin`);
  return new Problem(problem.code, mounted(problem.message), { fix: mounted(problem.fix), issues: problem.issues });
}

function actionOf(actions: AdminParts['actions'], { id }: Operation): Action {
  const action = actions[id];
  if (!action) throw new Problem('contract-invalid', `The control plane has no action for ${id}.`);
  return action;
}

/** Turns a query into what a client would send: times become text, and undefined members are dropped. */
function toParameters(query: object): Record<string, string> {
  return JSON.parse(JSON.stringify(query));
}
