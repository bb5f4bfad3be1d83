import type { Tokens } from '../data/admin-types.js';
import { call } from '../data/client.js';
import { credentials, type SecuredDescription } from '../requests/credentials.js';

/** The header with the first token of an API of this mock. */
export async function readCredentials(api: string): Promise<Record<string, string>> {
  const [description, tokens] = await Promise.all([
    call<SecuredDescription>(`/apis/${encodeURIComponent(api)}/openapi.json`),
    call<Tokens>('/tokens'),
  ]);
  return credentials(description, tokens[api] ?? {});
}
