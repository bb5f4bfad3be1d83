import type { IncomingHttpHeaders } from 'node:http';
import { parseShallowJson } from '../../kernel/index.js';
import { redactLooseText } from './redact-loose-text.js';
import { redactMultipart } from './redact-parts.js';
import { isSecretName, isSecretParameter, PART_OF_SECRET_NAME, REDACTED } from './secret-name.js';

/** How deeply texts are looked for in texts (JSON in a parameter in a string), and objects in objects. */
const MAX_TEXT_DEPTH = 3;
const MAX_JSON_DEPTH = 100;

/**
 * A copy of JSON in which the value of each key that names a secret, at any depth, is `[redacted]`; null, booleans and
 * the empty text are none. The value itself if there is nothing to hide.
 */
export function redactJson(json: unknown): unknown {
  return redactValue(json, { depth: 0, texts: 0 });
}

/** A text with its secrets redacted, whether it is JSON, a form, or anything else, whole or cut off. */
export function redactText(text: string): string {
  return redactNested(text, 0);
}

/** An address with the secrets in its query redacted, and any credentials before its host. */
export function redactUrl(url: string): string {
  if (!MAY_HIDE.test(url)) return url;
  const at = url.indexOf('?');
  if (at < 0) return redactLooseText(url);
  return `${redactLooseText(url.slice(0, at))}?${redactForm(url.slice(at + 1), { depth: 0, isSecret: isSecretParameter })}`;
}

/** Headers by name with the values of those that carry secrets redacted, and secrets in all others. */
export function redactHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const redacted = Object.entries(headers).flatMap(([name, value = '']) => {
    const values = [value].flat().map(one => (isSecretName(name) && one !== '' ? REDACTED : redactText(one)));
    return [[name, Array.isArray(value) ? values : (values[0] ?? '')] as const];
  });
  return Object.fromEntries(redacted);
}

type Depths = { depth: number; texts: number };

function redactValue(json: unknown, { depth, texts }: Depths): unknown {
  if (typeof json === 'string') return redactNested(json, texts);
  if (json === null || typeof json !== 'object') return json;
  if (depth === MAX_JSON_DEPTH) return REDACTED;
  let isChanged = false;
  const entries = Object.entries(json).map(([name, value]) => {
    const isSecret = !Array.isArray(json) && isSecretName(name) && !PLAIN.has(value);
    const redacted = isSecret ? REDACTED : redactValue(value, { depth: depth + 1, texts });
    isChanged ||= redacted !== value;
    return [name, redacted] as const;
  });
  if (!isChanged) return json;
  return Array.isArray(json) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** What hides nothing. */
const PLAIN = new Set<unknown>([null, true, false, '']);

function redactNested(text: string, depth: number): string {
  if (!MAY_HIDE.test(text)) return text;
  if (depth < MAX_TEXT_DEPTH) {
    const json = JSON_BEGINS.test(text) ? parseShallowJson(text) : undefined;
    const redacted = redactValue(json, { depth: 0, texts: depth + 1 });
    if (json !== undefined && redacted !== json) return JSON.stringify(redacted);
    if (json === undefined && FORM.test(text)) {
      return redactForm(text, { depth: depth + 1, isSecret: isSecretName });
    }
    const parts = json === undefined ? redactMultipart(text, part => redactNested(part, depth + 1)) : undefined;
    if (parts !== undefined) return parts;
  }
  // JSON, too: of two keys with the same name it knows the last only
  return redactLooseText(text);
}

/** What every text has that holds a secret: part of a name, or something encoded, or an address with a host. */
const MAY_HIDE = new RegExp(`${PART_OF_SECRET_NAME}|[?&]code=|%|\\\\u|//`, 'i');

/** How JSON begins that can hold a secret; failing to parse is slow. */
const JSON_BEGINS = /^\s*[{["]/;

/** Names and values as in a query, in which there is no white space. */
const FORM = /^[^\s"'{}=&]+=\S*$/;

type FormReading = { depth: number; isSecret: (name: string) => boolean };

function redactForm(form: string, reading: FormReading): string {
  return form
    .split('&')
    .map(pair => redactPair(pair, reading))
    .join('&');
}

function redactPair(pair: string, { depth, isSecret }: FormReading): string {
  const [[name, value] = ['', '']] = new URLSearchParams(pair);
  if (value === '') return pair;
  const written = pair.slice(0, pair.indexOf('='));
  if (isSecret(name)) return `${written}=${REDACTED}`;
  const redacted = redactNested(value, depth);
  return redacted === value ? pair : `${written}=${encodeURIComponent(redacted)}`;
}
