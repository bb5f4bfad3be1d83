import { Problem } from '../../kernel/index.js';
import { planRequests } from '../../play/index.js';
import type { ReadingSettings } from '../../server/index.js';
import type { Action, AdminCall, AdminOptions } from '../action.js';
import { compare } from '../compare/compare.js';
import { type ComparedRequest, createComparedSender, createSide, type SideChoice } from '../compare/sides.js';
import { assertTarget, mountOf, ownAddress } from '../server-address.js';
import { namedApi } from './checks.js';
import { sentBody, sentHeaders } from './replay.js';
import { outsideSandboxes } from './sandboxes.js';
import { changeSettings } from './settings.js';

type SideBody = Partial<ReadingSettings> & { sandbox?: string; target?: string; headers?: Record<string, string> };
type WrittenRequest = { method?: string; path: string; headers?: Record<string, string>; body?: unknown };
type ComparisonBody = {
  left: SideBody;
  right: SideBody;
  requests?: readonly (number | WrittenRequest)[];
  plan?: string;
  ignore?: readonly string[];
  writes?: boolean;
};

/** How many milliseconds a comparison may take, and how many requests of a plan it has. */
const MAX_TIME = 60_000;
const MAX_REQUESTS = 1000;

/** Sends the same requests to two servers, and compares the responses. */
export function comparisonActions(options: AdminOptions): Record<string, Action> {
  const { workspaces, closing } = options;
  let made = 0;
  return outsideSandboxes('comparisons', {
    async compareServers(call) {
      const body = call.body as ComparisonBody;
      const { ignore = [], writes = false } = body;
      const [left, right] = (['left', 'right'] as const).map(name => readSide(body[name], { name, options }));
      const requests = readRequests(body, { call, options });
      const copies = ['left', 'right'].map(name => `comparison-${made + 1}-${name}`);
      made += 1;
      const clock = workspaces.main.clock.fork();
      // no time of two copies differs
      clock.freeze(true);
      const sender = createComparedSender();
      const tools = { workspaces, clock, sender, address: ownAddress(call) };
      const end = performance.now() + MAX_TIME;
      let isLeft = false;
      call.response.once('close', () => {
        isLeft = true;
        sender.close();
      });
      try {
        const pairs = await compare(requests.slice(0, MAX_REQUESTS), {
          left: createSide(left as SideChoice, { ...tools, copy: copies[0] ?? '' }),
          right: createSide(right as SideChoice, { ...tools, copy: copies[1] ?? '' }),
          ignore,
          writes,
          ended: () => isLeft || closing.aborted || performance.now() > end,
        });
        return { json: { pairs, leftOut: Math.max(0, requests.length - MAX_REQUESTS) } };
      } finally {
        sender.close();
        for (const name of copies) workspaces.sandboxes.forget(name);
      }
    },
  });
}

type Place = { name: 'left' | 'right'; options: AdminOptions };

function readSide(side: SideBody, { name, options: { workspaces } }: Place): SideChoice {
  const { headers = {}, sandbox, target, profile, readings } = side;
  const given = [sandbox, target, profile ?? readings].filter(one => one !== undefined);
  if (given.length > 1) {
    throw new Problem('control-invalid', `/${name} must be one of a sandbox, a target, and a copy with readings.`);
  }
  if (sandbox !== undefined) {
    if (workspaces.sandboxes.has(sandbox)) return { headers, sandbox };
    throw new Problem('control-invalid', `/${name}/sandbox names the sandbox ${sandbox}, which does not exist.`);
  }
  if (target !== undefined) {
    assertTarget(target, `/${name}/target`);
    return { headers, target };
  }
  const choice = changeSettings(workspaces.main.apiSet.choice, {
    ...(profile && { profile }),
    ...(readings && { readings }),
  });
  try {
    workspaces.apiSets.get(choice);
  } catch (error) {
    throw error instanceof Problem ? new Problem('control-invalid', `/${name}/readings: ${error.message}`) : error;
  }
  return { headers, choice };
}

type Reading = { call: AdminCall; options: AdminOptions };

function readRequests({ requests, plan }: ComparisonBody, { call, options }: Reading): ComparedRequest[] {
  if ((requests === undefined) === (plan === undefined)) {
    throw new Problem('control-invalid', 'Either /requests or /plan is needed.');
  }
  return requests ? requests.map(request => readRequest(request, { call, options })) : planOf(plan ?? '', options);
}

function readRequest(request: number | WrittenRequest, { call, options }: Reading): ComparedRequest {
  if (typeof request !== 'number') {
    const { method = 'GET', path, headers = {}, body } = request;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const isJson = text !== undefined && typeof body !== 'string';
    return {
      ...find(options, { method, path }),
      method,
      path,
      headers: isJson ? { 'Content-Type': 'application/json', ...headers } : headers,
      body: text === undefined ? undefined : Buffer.from(text),
    };
  }
  const entry = call.workspace.journal.get(request);
  if (!entry) throw new Problem('no-such-request', `The journal has no request ${request}.`);
  const { method, path: sentTo, search } = entry.exchange;
  const path = search === '' ? sentTo : `${sentTo}?${search}`;
  const sent = { method, path, headers: sentHeaders(entry), body: sentBody(entry), id: request };
  return { ...find(options, { method, path }), ...sent };
}

/** The API and the operation of a request. */
function find({ workspaces, apis }: AdminOptions, { method, path }: { method: string; path: string }) {
  const found = workspaces.main.apiSet.matcher.match(method, path.split('?', 1)[0] ?? '')?.value;
  return { api: apis().find(({ name }) => name === found?.api.name), operation: found?.operation.id };
}

function planOf(name: string, { apis }: AdminOptions): ComparedRequest[] {
  const api = namedApi(apis(), { name, member: '/plan' });
  return planRequests(api.contract.description, api.samples).map(({ path, isAboutCredential, ...request }) => ({
    ...request,
    path: mountOf(api) + path,
    api,
    isFixed: isAboutCredential,
  }));
}
