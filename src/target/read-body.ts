import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { nestingDepth } from '../kernel/index.js';
import { type BodyIssue, isJsonType, mediaTypeOf, type TargetResponse } from './exchange.js';

/** The most levels of JSON that are read: what is nested more deeply overflows the stack of whoever walks it. */
const MAX_DEPTH = 1000;

/** The most content codings of one body that are undone. */
const MAX_CODINGS = 4;

type Body = Pick<TargetResponse, 'text' | 'json' | 'issue'>;

/** Reads the bytes of a body as its headers say. `maxBody` bounds it once it is unpacked, in bytes. */
export function readBody(bytes: Buffer, headers: TargetResponse['headers'], { maxBody }: { maxBody: number }): Body {
  try {
    const text = decodeText(decompress(bytes, headers['content-encoding'] ?? '', maxBody), headers);
    return parseJson(text, mediaTypeOf({ headers }));
  } catch (error) {
    if (error instanceof Unreadable) return unreadableBody(error.message);
    throw error;
  }
}

/** A body that cannot be read, and why. */
export function unreadableBody(message: string): Body {
  return { text: '', json: undefined, issue: { kind: 'unreadable', message } };
}

/** Says that a body is larger than the limit. */
export function describeTooLarge(maxBody: number, packed = ''): string {
  return `is larger than ${formatSize(maxBody)}${packed}, and is not read`;
}

function formatSize(bytes: number): string {
  const [unit, size] = bytes >= 1 << 20 ? ['MiB', 1 << 20] : bytes >= 1 << 10 ? ['KiB', 1 << 10] : ['bytes', 1];
  return `${Number((bytes / size).toFixed(1))} ${unit}`;
}

/** Nothing can be made of the bytes. */
class Unreadable extends Error {}

type BodyDecoder = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

const DECODERS: Readonly<Record<string, BodyDecoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  // RFC 9110 means zlib's format; some servers send the bare one
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync : inflateRawSync)(bytes, options),
  br: brotliDecompressSync,
};

/** Undoes the content codings, the last one first. */
function decompress(bytes: Buffer, header: string, maxBody: number): Buffer {
  const codings = header
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '' && name !== 'identity');
  if (bytes.length === 0) return bytes;
  if (codings.length > MAX_CODINGS) throw new Unreadable(`is packed ${codings.length} times, and is not read`);
  return codings.reduceRight((packed, coding) => {
    const decode = DECODERS[coding];
    if (!decode) throw new Unreadable(`is marked as ${coding}, which cannot be read here`);
    try {
      return decode(packed, { maxOutputLength: maxBody });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE') throw new Unreadable(describeTooLarge(maxBody, ' once it is unpacked'));
      throw new Unreadable(`is marked as ${coding} and is not: ${message}`);
    }
  }, bytes);
}

/** The bytes as text in the charset that is named, which is held to its word where it is named or the body is JSON. */
function decodeText(bytes: Buffer, headers: TargetResponse['headers']): string {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]*))/i.exec(headers['content-type'] ?? '') ?? [];
  const charset = quoted ?? bare;
  const isStrict = charset !== undefined || isJsonType(mediaTypeOf({ headers }));
  try {
    return new TextDecoder(charset ?? 'utf-8', { fatal: isStrict }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(`is marked with the charset ${charset}, which is none`);
    throw new Unreadable(charset === undefined ? 'is JSON and not in UTF-8' : `is marked as ${charset} and is not`);
  }
}

/** JSON text as a value, whatever it is announced as; a flaw where it is announced as JSON and is none. */
function parseJson(text: string, mediaType: string): Body {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { text, json, ...(isJsonType(mediaType) && { issue: describeNoJson(text, mediaType, error as Error) }) };
  }
  const depth = nestingDepth(text);
  if (depth <= MAX_DEPTH) return { text, json };
  return unreadableBody(`nests ${depth} levels of lists and objects, and only ${MAX_DEPTH} are read`);
}

function describeNoJson(text: string, mediaType: string, { message }: Error): BodyIssue {
  const reason = text.trim() === '' ? 'is empty' : `is no JSON: ${message}`;
  return { kind: 'no-json', message: `is marked as ${mediaType} and ${reason}` };
}
