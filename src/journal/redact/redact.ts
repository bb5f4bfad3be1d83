import type { IncomingHttpHeaders } from 'node:http';
import { parseShallowJson } from '../../kernel/index.js';
import { redactLooseText } from './redact-loose-text.js';
import { isSecretName, isSecretParameter, PART_OF_SECRET_NAME, REDACTED } from './secret-name.js';

/** How many levels of text within text are searched (JSON in a parameter in a string), and of objects within objects. */
const MAX_TEXT_DEPTH = 3;
const MAX_JSON_DEPTH = 100;

/**
 * Copies JSON with `[redacted]` as the value of each key that names a secret, at any depth, except null, booleans and
 * empty text. Returns the value itself if there is nothing to hide.
 */
export function redactJson(json: unknown): unknown {
  return redactValue(json, { depth: 0, texts: 0 });
}

/** Redacts the secrets of a text: JSON, a form, or anything else, complete or cut off. */
export function redactText(text: string): string {
  return redactNested(text, 0);
}

/** Redacts the secrets in the query of a URL, and credentials before its host. */
export function redactUrl(url: string): string {
  if (!MAY_HIDE.test(url)) return url;
  const at = url.indexOf('?');
  if (at < 0) return redactLooseText(url);
  return `${redactLooseText(url.slice(0, at))}?${redactForm(url.slice(at + 1), { depth: 0, isSecret: isSecretParameter })}`;
}

/** Redacts headers: the values of those that carry secrets, and secrets within the others. */
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

/** Values that are not secret. */
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
  // JSON, too: the parser keeps only the last of two keys with the same name
  return redactLooseText(text);
}

/** Every text with a secret contains this: part of a name, something encoded, or a URL with a host. */
const MAY_HIDE = new RegExp(`${PART_OF_SECRET_NAME}|[?&]code=|%|\\\\u|//`, 'i');

/** The beginning of JSON that can contain a secret; a failing parse is slow. */
const JSON_BEGINS = /^\s*[{["]/;

/** Names and values as in a query, without white space. */
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

/**
 * Redacts a multipart form: the parts whose names are those of secrets wholly, the others with `redact`. Returns undefined
 * for any other text.
 */
function redactMultipart(text: string, redact: (text: string) => string): string | undefined {
  const [, boundary] = DELIMITER.exec(text) ?? [];
  if (boundary === undefined) return undefined;
  const [preamble = '', ...parts] = text.split(`--${boundary}`);
  return [redact(preamble), ...parts.map(part => redactPart(part, redact))].join(`--${boundary}`);
}

/** A line that begins a part; a header of the part follows. */
const DELIMITER = /^--(\S(?:[^\r\n]{0,68}\S)?)[^\S\r\n]*\r?\n(?=content-)/im;

function redactPart(part: string, redact: (text: string) => string): string {
  const end = END_OF_HEADERS.exec(part);
  if (!end) return part;
  const start = end.index + end[0].length;
  const headers = part.slice(0, start);
  const [, quoted, bare] = NAME.exec(headers) ?? [];
  const [ending = ''] = /\r?\n$/.exec(part) ?? [];
  const value = part.slice(start, Math.max(start, part.length - ending.length));
  const isSecret = value !== '' && isSecretName(quoted ?? bare ?? '');
  return headers + (isSecret ? REDACTED : redact(value)) + ending;
}

const END_OF_HEADERS = /\r?\n\r?\n/;
const NAME = /;\s*name=(?:"([^"\r\n]*)"|([^;\s]+))/i;
