import { signal } from '@preact/signals';
import { call, type ProblemError, prefix } from './client.js';
import { readToken } from './token.js';

/** A request that changes something. */
export type Command = {
  method: string;
  path: string;
  body?: unknown;
  /** The name of the file that is the body, for the command that is shown. */
  file?: string;
};

/** A change by this page, in words, and what takes it back, where that is possible. */
export type Change = Command & {
  says: string;
  undo?: () => Promise<unknown>;
  /** The body without its secrets, for the command that is shown. */
  shown?: unknown;
};

/** The change that this page has made last, or tried to make. */
export const lastChange = signal<{ change: Change; problem?: ProblemError } | undefined>(undefined);

/** Makes a change. Resolves to the response, or to undefined where it was refused; the page says so. */
export async function makeChange<T = unknown>(change: Change): Promise<{ value: T } | undefined> {
  try {
    const { path, method, body } = change;
    const value = await call<T>(path, { method, body });
    lastChange.value = { change };
    return { value };
  } catch (error) {
    lastChange.value = { change, problem: error as ProblemError };
    return undefined;
  }
}

/** Takes the last change back. */
export async function undoChange(change: Change): Promise<void> {
  try {
    await change.undo?.();
    lastChange.value = undefined;
  } catch (error) {
    lastChange.value = { change, problem: error as ProblemError };
  }
}

/** The command of a shell that sends the same request. A token is never shown. */
export function commandOf({
  method,
  path,
  body: sent,
  shown: body = sent,
  file,
}: Command & Pick<Change, 'shown'>): string {
  const token = readToken() === undefined ? '' : ' \\\n  -H "Authorization: Bearer $UNDERSTUDY_ADMIN_TOKEN"';
  const written = file === undefined ? JSON.stringify(body) : `@${file}`;
  const data = written === undefined ? '' : ` \\\n  -d ${quote(written)}`;
  return `curl -X ${method} ${quote(`${location.origin}${prefix}/__admin${path}`)}${token}${data}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
