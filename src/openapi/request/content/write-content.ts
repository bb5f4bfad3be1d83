import { isObject } from '../../../kernel/index.js';
import type { Content, PartEncoding } from '../../operation.js';
import { isJson, parseMediaType } from '../media-type.js';
import { encodeText, type WrittenPair, writePairs, writeScalar } from '../text/write-text.js';
import { listParts, writeMultipart } from './write-multipart.js';

export type WrittenContent = { bytes: Buffer; contentType: string };

/**
 * Writes a value as a body of a content; the inverse of `contentReader`. Undefined where the media type cannot have the
 * value: an object as XML, or as an image.
 */
export function writeContent(value: unknown, content: Content): WrittenContent | undefined {
  if (value === undefined) return undefined;
  const contentType = chooseType(content.mediaType, value);
  const { type, subtype } = parseMediaType(contentType) ?? {};
  if (isJson(contentType)) return { bytes: Buffer.from(JSON.stringify(value)), contentType };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value), contentType };
  if (subtype === 'x-www-form-urlencoded') return isObject(value) ? writeForm(value, content, contentType) : undefined;
  if (type === 'multipart') return isObject(value) ? writeMultipart(value, content, contentType) : undefined;
  const isText = type === 'text' || /xml$/.test(subtype ?? '');
  if (isText) return canBeText(value) ? { bytes: Buffer.from(writeScalar(value)), contentType } : undefined;
  return typeof value === 'string' ? { bytes: Buffer.from(value), contentType } : undefined;
}

/** The media type itself, or one in the range that a description gives. */
function chooseType(mediaType: string, value: unknown): string {
  if (!mediaType.includes('*')) return mediaType;
  if (mediaType.startsWith('text/')) return 'text/plain';
  if (value instanceof Uint8Array)
    return mediaType.replace('*/*', 'application/octet-stream').replace('*', 'octet-stream');
  if (mediaType.includes('/*+')) return mediaType.replace('*', 'x');
  return /^(?:\*|application)\//.test(mediaType) ? 'application/json' : mediaType;
}

function canBeText(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function writeForm(form: Record<string, unknown>, { encoding }: Content, contentType: string): WrittenContent {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    value === undefined ? [] : writeMember(value, name, Object.hasOwn(encoding, name) ? encoding[name] : undefined),
  );
  return { bytes: Buffer.from(pairs.map(([name, text]) => `${name}=${text}`).join('&')), contentType };
}

/** In its style; without one, each item of a list has a pair, and objects and lists of lists are JSON. */
function writeMember(value: unknown, name: string, part: PartEncoding | undefined): WrittenPair[] {
  if (part && part.contentType === undefined) return writePairs(value, { name, ...part }, encodeInForm);
  const values = listParts(value);
  return values.map((each): WrittenPair => [encodeInForm(name), encodeInForm(writeScalar(each))]);
}

/** In a form a blank is a plus sign. */
function encodeInForm(text: string): string {
  return encodeText(text).replaceAll('%20', '+');
}
