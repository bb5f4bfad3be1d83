import type { SecurityRequirement, SecurityScheme } from '../../openapi/index.js';
import { type HeaderValue, secret } from '../../target/index.js';
import type { Identity } from '../model/case.js';
import type { CredentialUse, RequestCredentials, Tokens } from '../model/suite.js';
import { createWrongToken, isWrongTokenKind } from '../model/wrong-tokens.js';
import type { JudgedApi } from './judged-api.js';

/** A credential, and the shell text that stands for it. */
type Credential = { value: string; shown: string };

/**
 * How the credentials of a request are sent, as the security schemes of its operation want it. `admin` has the credentials of
 * the run, `non-admin` those without the required rights; undefined where the operation needs some, and the run has none.
 */
export function credentialsFor(
  api: JudgedApi,
  identity: Identity,
  { tokens, use }: { tokens: Tokens; use: CredentialUse | undefined },
): RequestCredentials | undefined {
  if (identity === 'absent') return NONE;
  if (identity === 'non-admin' && tokens.nonAdminToken === undefined) return undefined;
  const alternatives = use
    ? api.operation(use.operation).security
    : api.description.schemes.map(scheme => [{ scheme, scopes: [] }]);
  if (alternatives.length === 0) return NONE;
  const wanted = use?.security === undefined ? alternatives : alternatives.slice(use.security, use.security + 1);
  // without right credentials nothing shows that a server tells them from wrong ones
  const chosen = wanted.find(alternative => hasCredentials(alternative, tokens));
  if (!chosen) return undefined;
  return carry(chosen.map(({ scheme }) => ({ scheme, credential: makeCredential(scheme, identity, tokens) })));
}

export const NONE: RequestCredentials = { headers: {} };

/** The same for an API with one scheme, whichever the request. Without a token, wrong ones are made from a text that is none. */
export function credentialsOfApi(api: JudgedApi, identity: Identity, tokens: Tokens): RequestCredentials | undefined {
  const given = identity === 'admin' ? tokens : { token: 'no-such-token', ...tokens };
  return credentialsFor(api, identity, { tokens: given, use: undefined });
}

/** Whether the run has a credential for each scheme of an alternative. */
export function hasCredentials(alternative: SecurityRequirement, tokens: Tokens): boolean {
  return alternative.every(({ scheme }) => scheme.type === 'mutualTLS' || tokenOf(scheme, tokens) !== undefined);
}

function tokenOf({ name }: SecurityScheme, { token, schemes = {} }: Tokens): string | undefined {
  return Object.hasOwn(schemes, name) ? schemes[name] : token;
}

/** The shell variable for the credential of a scheme. */
function variableOf({ name }: SecurityScheme, { schemes = {} }: Tokens): string {
  const own = Object.hasOwn(schemes, name);
  return own ? `UNDERSTUDY_AUTH_${name.toUpperCase().replace(/\W/g, '_')}` : 'UNDERSTUDY_TOKEN';
}

function makeCredential(scheme: SecurityScheme, identity: Identity, tokens: Tokens): Credential {
  const right = tokenOf(scheme, tokens);
  if (identity === 'non-admin') return { value: tokens.nonAdminToken ?? '', shown: '$UNDERSTUDY_NON_ADMIN_TOKEN' };
  if (identity === 'empty') return { value: '', shown: '' };
  const made = scheme.type === 'basic' ? 'no-such-user:no-such-password' : 'no-such-token';
  if (right === undefined || identity === 'garbage') return { value: made, shown: made };
  const variable = variableOf(scheme, tokens);
  if (!isWrongTokenKind(identity)) return { value: right, shown: `$${variable}` };
  return createWrongToken(identity, right, variable);
}

function carry(parts: readonly { scheme: SecurityScheme; credential: Credential }[]): RequestCredentials {
  const headers = new Map<string, HeaderValue>();
  const cookies: Credential[] = [];
  const query = new Map<string, HeaderValue>();
  for (const { scheme, credential } of parts) {
    const { value, shown } = credential;
    const prefixed = (prefix: string) => secret(`${prefix} ${value}`, `${prefix} ${shown}`);
    if (scheme.type === 'apiKey' && scheme.in === 'cookie') {
      cookies.push({ value: `${scheme.key}=${value}`, shown: `${scheme.key}=${shown}` });
    } else if (scheme.type === 'apiKey') {
      (scheme.in === 'query' ? query : headers).set(scheme.key, secret(value, shown));
    } else if (scheme.type === 'basic') {
      const encoded = Buffer.from(value).toString('base64');
      headers.set('Authorization', secret(`Basic ${encoded}`, `Basic $(printf %s "${shown}" | base64)`));
    } else if (scheme.type !== 'mutualTLS') {
      headers.set('Authorization', prefixed(scheme.type === 'bearer' ? 'Bearer' : scheme.scheme));
    }
  }
  if (cookies.length > 0) {
    const joined = (of: 'value' | 'shown') => cookies.map(cookie => cookie[of]).join('; ');
    headers.set('Cookie', secret(joined('value'), joined('shown')));
  }
  return {
    headers: Object.fromEntries(headers),
    ...(query.size > 0 && { query: Object.fromEntries(query) }),
  };
}
