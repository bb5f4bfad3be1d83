import { isSecretName } from '../../journal/index.js';
import type { SettableClock } from '../../kernel/index.js';
import type { ReadingSettings, Workspaces } from '../../server/index.js';
import { createDirectSender, type DirectSender, type TargetExchange, targetUrl } from '../../target/index.js';
import type { AdminApi } from '../action.js';
import { mountOf } from '../server-address.js';

/** A request that both sides get. Its path is that of this mock. */
export type ComparedRequest = {
  method: string;
  path: string;
  headers: Headers;
  body: Uint8Array | undefined;
  /** Its number in the journal. */
  id?: number | undefined;
  /** The API that has its operation, and the id of that; undefined where no operation has its path. */
  api: AdminApi | undefined;
  operation: string | undefined;
  /** What it has that others have not. */
  about?: string | undefined;
  /** Whether the headers of a side do not change its own. */
  isFixed?: boolean | undefined;
};

/** One of the two servers that are compared. */
export type Side = {
  /** The choices of readings of a copy of this mock, which each request finds as it was at the start; undefined for others. */
  choice: ReadingSettings | undefined;
  /** Sends a request, to a copy perhaps with other choices. Never rejects. */
  send(request: ComparedRequest, choice?: ReadingSettings): Promise<TargetExchange>;
};

/** Which server a side is. */
export type SideChoice = { headers: Headers } & (
  | { choice: ReadingSettings }
  | { sandbox: string }
  | { target: string }
);

export type SideTools = {
  workspaces: Workspaces;
  /** The address of this server. */
  address: string;
  /** The name of the sandbox for copies, and the clock that they get. */
  copy: string;
  clock: SettableClock;
  sender: DirectSender;
};

/** Milliseconds until a response must be complete, and how many bytes of it are read. */
const LIMITS = { timeout: 10_000, maxBody: 16 * 1024 * 1024 };

export function createComparedSender(): DirectSender {
  return createDirectSender({ ...LIMITS, loopbackOnly: false });
}

/** A side, with the headers that it adds to each request. */
export function createSide(chosen: SideChoice, { workspaces, address, copy, clock, sender }: SideTools): Side {
  const sendTo = (url: string, { method, headers, body, isFixed = false }: ComparedRequest) =>
    sender.send({ method, url, headers: isFixed ? headers : mergeHeaders(headers, chosen.headers), body });
  if ('target' in chosen) {
    return {
      choice: undefined,
      send(request) {
        const { api, path } = request;
        const basePath = api?.contract.basePath ?? '';
        const url = targetUrl(chosen.target, basePath) + pathElsewhere(path, api);
        // the secrets of this server's clients are not for another one
        return sendTo(url, { ...request, headers: withoutSecrets(request.headers) });
      },
    };
  }
  if ('sandbox' in chosen) {
    return {
      choice: undefined,
      send: request => sendTo(`${address}/~${chosen.sandbox}${request.path}`, request),
    };
  }
  return {
    choice: chosen.choice,
    send(request, choice = chosen.choice) {
      const workspace = workspaces.make(copy);
      workspace.clock.become(clock);
      workspaces.chooseReadings(workspace, choice);
      return sendTo(`${address}/~${copy}${request.path}`, request);
    },
  };
}

/** The path that another server has for an operation: without the name of the API that this one may have before it. */
function pathElsewhere(path: string, api: AdminApi | undefined): string {
  if (!api) return path;
  const mount = [mountOf(api), `/${api.name}`].find(mount => path.startsWith(mount + api.contract.basePath)) ?? '';
  return path.slice(mount.length);
}

type Headers = Readonly<Record<string, string>>;

/** Headers with others in their place; the case of names does not matter. */
function mergeHeaders(headers: Headers, others: Headers): Headers {
  const names = new Set(Object.keys(others).map(name => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...others };
}

function withoutSecrets(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecretName(name)));
}
