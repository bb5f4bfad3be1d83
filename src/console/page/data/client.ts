import { signal } from '@preact/signals';
import { readToken, saveToken } from './token.js';

/** What a refused or failed call says: the problem of the control plane, or that there is no server. */
export class ProblemError extends Error {
  readonly title: string;
  readonly fix: string;
  /** 0 where no response came. */
  readonly status: number;
  /** What is wrong with a record, by the pointers of its members. */
  readonly issues: readonly MemberIssue[];

  constructor({ title, detail, fix, status, issues = [] }: Refusal) {
    super(detail);
    this.title = title;
    this.fix = fix;
    this.status = status;
    this.issues = issues;
  }
}

export type MemberIssue = { pointer: string; message: string };
type Refusal = { title: string; detail: string; fix: string; status: number; issues?: readonly MemberIssue[] };

/** The part of the address before `/__admin`: where the mock is mounted, and the sandbox. */
export const prefix = location.pathname.replace(/\/__admin\/?$/, '');

/** The name of the sandbox that this page is about; undefined for the mock. */
export const sandbox = /\/~([^/]+)$/.exec(prefix)?.[1];

/** Whether the control plane wants a token: none was sent yet, or a wrong one. */
export const tokenWanted = signal<'missing' | 'wrong' | undefined>(undefined);

/** Counts the tokens that were entered, and the attempts of the reader: what was refused is then read again. */
export const tokens = signal(0);

export function enterToken(token: string): void {
  saveToken(token);
  tokenWanted.value = undefined;
  tokens.value += 1;
}

type CallOptions = { method?: string; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal };

/** Calls an operation of the control plane, by its path below `/__admin`, and resolves to its JSON. Throws `ProblemError`. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<T> {
  const response = await send(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends a request to the control plane and resolves to a successful response. Throws `ProblemError`. */
export async function send(path: string, { method = 'GET', body, headers = {}, signal }: CallOptions = {}) {
  const token = readToken();
  const response = await fetch(`${prefix}/__admin${path}`, {
    method,
    cache: 'no-store',
    credentials: 'omit',
    headers: {
      Accept: 'application/json',
      ...headers,
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch(cause => {
    throw signal?.aborted ? cause : new ProblemError(UNREACHABLE);
  });
  if (response.ok) return response;
  if (response.status === 401) tokenWanted.value = token === undefined ? 'missing' : 'wrong';
  throw new ProblemError(await problemOf(response));
}

const UNREACHABLE = {
  title: 'Server not reachable',
  detail: 'The mock server does not respond.',
  fix: 'Start it again. This page then continues by itself.',
  status: 0,
};

async function problemOf(response: Response): Promise<Refusal> {
  const { status } = response;
  const fallback = { title: `Status ${status}`, detail: 'The server refused the request.', fix: '', status };
  try {
    const { title, detail, fix, issues } = await response.json();
    return typeof title === 'string'
      ? { title, detail: String(detail), fix: String(fix ?? ''), status, issues }
      : fallback;
  } catch {
    return fallback;
  }
}
