import type { Apis, Tokens } from '../data/admin-types.js';
import { call } from '../data/client.js';
import { credentials, type SecuredDescription } from './credentials.js';

/** A request that the mock answers: its path, its headers, and a command that sends it. */
export type Sample = { path: string; headers: Record<string, string>; command: string };

/** Chooses a request to the first API that has one without parameters in its path; undefined where there is none. */
export async function readSample(): Promise<Sample | undefined> {
  try {
    const [{ apis }, tokens] = await Promise.all([call<Apis>('/apis'), call<Tokens>('/tokens')]);
    for (const { name, operations } of apis) {
      const operation = operations.find(({ method, path }) => method === 'GET' && !path.includes('{'));
      if (!operation) continue;
      const description = await call<SecuredDescription>(`/apis/${name}/openapi.json`);
      const headers = credentials(description, tokens[name] ?? {});
      return { path: operation.path, headers, command: commandOf(operation.path, headers) };
    }
  } catch {
    // the list says what is wrong
  }
  return undefined;
}

/** Sends the sample. The list shows what came of it. */
export async function sendSample({ path, headers }: Sample): Promise<void> {
  await fetch(path, { headers, credentials: 'omit' }).catch(() => {});
}

function commandOf(path: string, headers: Record<string, string>): string {
  const shown = Object.entries(headers).map(([name, value]) => ` \\\n  -H '${name}: ${value}'`);
  return `curl '${location.origin}${path}'${shown.join('')}`;
}
