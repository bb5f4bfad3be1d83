import type { Apis, Tokens } from '../data/admin-types.js';
import { call } from '../data/client.js';

/** A request that the mock answers: its path, its headers, and a command that sends it. */
export type Sample = { path: string; headers: Record<string, string>; command: string };

/** Chooses a request to the first API that has one without parameters in its path; undefined where there is none. */
export async function readSample(): Promise<Sample | undefined> {
  try {
    const [{ apis }, tokens] = await Promise.all([call<Apis>('/apis'), call<Tokens>('/tokens')]);
    for (const { name, operations } of apis) {
      const operation = operations.find(({ method, path }) => method === 'GET' && !path.includes('{'));
      if (!operation) continue;
      const description = await call<Described>(`/apis/${name}/openapi.json`);
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

/** The parts of a description that say where a credential belongs, in the form of 2.0 or of 3.x. */
export type Described = {
  components?: { securitySchemes?: Record<string, Scheme> };
  securityDefinitions?: Record<string, Scheme>;
};

type Scheme = { type: string; in?: string; name?: string; scheme?: string };

/** The header of the first token. Its owner may be the name of a scheme; otherwise the first scheme is meant. */
export function credentials(description: Described, tokens: Record<string, string>): Record<string, string> {
  const [[owner, token] = []] = Object.entries(tokens);
  if (owner === undefined || token === undefined) return {};
  const schemes = description.components?.securitySchemes ?? description.securityDefinitions ?? {};
  const scheme = schemes[owner] ?? Object.values(schemes)[0];
  if (scheme?.type === 'apiKey' && scheme.in === 'header' && scheme.name !== undefined) return { [scheme.name]: token };
  if (scheme?.type === 'apiKey') return {};
  const isBasic = scheme?.type === 'basic' || scheme?.scheme?.toLowerCase() === 'basic';
  return { Authorization: /^(bearer|basic) /i.test(token) ? token : `${isBasic ? 'Basic' : 'Bearer'} ${token}` };
}

function commandOf(path: string, headers: Record<string, string>): string {
  const shown = Object.entries(headers).map(([name, value]) => ` \\\n  -H '${name}: ${value}'`);
  return `curl '${location.origin}${path}'${shown.join('')}`;
}
