import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SecurityScheme } from '../openapi/index.js';

/** Which credentials count: any of the right form, those that the mock prints, or none at all. */
export const AUTH_MODES = ['form', 'strict', 'off'] as const;
export type AuthMode = (typeof AUTH_MODES)[number];

/** A request, as far as it carries credentials. */
export type Credentials = { headers: IncomingHttpHeaders; search: string };

/** The credential that the mock prints for a scheme: the same for the same seed. For basic it is `NAME:PASSWORD`. */
export function printedCredential(
  { name, type }: SecurityScheme,
  { api, seed }: { api: string; seed: number },
): string {
  const digest = createHmac('sha256', String(seed)).update(`${api} ${name}`).digest('hex').slice(0, 24);
  return type === 'basic' ? `user:${digest}` : `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${digest}`;
}

/** The header, parameter or cookie that carries a credential, as an example: `Authorization: Bearer TOKEN`. */
export function credentialHeader(
  scheme: SecurityScheme,
  credential: string,
): { header: string; value: string } | undefined {
  switch (scheme.type) {
    case 'apiKey':
      if (scheme.in === 'query') return undefined;
      return scheme.in === 'header'
        ? { header: scheme.key, value: credential }
        : { header: 'Cookie', value: `${scheme.key}=${credential}` };
    case 'basic':
      return { header: 'Authorization', value: `Basic ${Buffer.from(credential).toString('base64')}` };
    case 'bearer':
      return { header: 'Authorization', value: `Bearer ${credential}` };
    case 'http':
      return { header: 'Authorization', value: `${scheme.scheme} ${credential}` };
    case 'mutualTLS':
      return undefined;
  }
}

/** The credential of a scheme that a request has, if it has the right form. */
export function readCredential(scheme: SecurityScheme, { headers, search }: Credentials): string | undefined {
  switch (scheme.type) {
    case 'apiKey':
      if (scheme.in === 'header') return textOf(headerNamed(headers, scheme.key.toLowerCase()));
      if (scheme.in === 'query') return textOf(new URLSearchParams(search).get(scheme.key));
      return textOf(readCookie(headers.cookie, scheme.key));
    case 'basic': {
      const encoded = readAuthorization(headers, 'basic');
      const decoded = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString();
      return decoded.includes(':') ? decoded : undefined;
    }
    case 'bearer':
      return readAuthorization(headers, 'bearer');
    case 'http':
      return readAuthorization(headers, scheme.scheme);
    case 'mutualTLS':
      return undefined;
  }
}

/** A header may be called `constructor`. */
function headerNamed(headers: IncomingHttpHeaders, name: string): string | string[] | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

function textOf(value: string | string[] | null | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === null || text.trim() === '' ? undefined : text;
}

function readAuthorization({ authorization = '' }: IncomingHttpHeaders, scheme: string): string | undefined {
  const [name = '', ...rest] = authorization.split(' ');
  return name.toLowerCase() === scheme ? textOf(rest.join(' ')) : undefined;
}

/** A token in the header Authorization, with or without the word Bearer. */
export function readBare({ headers: { authorization = '' } }: Credentials): string | undefined {
  return textOf(authorization.replace(/^Bearer +/i, '').trim());
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = (header ?? '').split(';').find(pair => pair.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

/** How a client sends a credential, in words. */
export function describeScheme(scheme: SecurityScheme): string {
  switch (scheme.type) {
    case 'apiKey':
      return `the ${scheme.in === 'query' ? 'parameter' : scheme.in} ${scheme.key}`;
    case 'basic':
      return 'Authorization: Basic with a name and a password';
    case 'bearer':
      return 'Authorization: Bearer with a token';
    case 'http':
      return `Authorization: ${scheme.scheme}`;
    case 'mutualTLS':
      return 'a client certificate';
  }
}

/** The value of `WWW-Authenticate`, which every 401 has. */
export function challengeOf(scheme: SecurityScheme | undefined, api: string): string {
  const realm = `realm="${api.replace(/[^\x20-\x7e]|["\\]/g, '')}"`;
  if (scheme?.type === 'basic') return `Basic ${realm}`;
  if (scheme?.type === 'http') return `${scheme.scheme} ${realm}`;
  return scheme?.type === 'bearer' ? `Bearer ${realm}` : `ApiKey ${realm}`;
}
