import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { nestingDepth } from '../kernel/index.js';
import { type BodyIssue, isJsonType, readMediaType, type TargetResponse } from './exchange.js';

/** The most levels of JSON that are read: deeper JSON overflows the stack of code that walks it. */
const MAX_DEPTH = 1000;

/** The most content codings of one body that are decoded. */
const MAX_CODINGS = 4;

type Body = Pick<TargetResponse, 'text' | 'json' | 'shallow' | 'issue'>;

/** Reads the bytes of a body as its headers say. `maxBody` limits the decoded body, in bytes. */
export function readBody(bytes: Buffer, headers: TargetResponse['headers'], { maxBody }: { maxBody: number }): Body {
  try {
    const text = decodeText(decompress(bytes, headers['content-encoding'] ?? '', maxBody), headers);
    return parseJson(text, readMediaType({ headers }));
  } catch (error) {
    if (error instanceof Unreadable) return unreadableBody(error.message);
    throw error;
  }
}

/** The result for a body that cannot be read. */
export function unreadableBody(message: string): Body {
  return { text: '', json: undefined, issue: { kind: 'unreadable', message } };
}

/** Describes a body that is larger than the limit. */
export function describeTooLarge(maxBody: number, packed = ''): string {
  return `is larger than ${formatSize(maxBody)}${packed}, and is not read`;
}

function formatSize(bytes: number): string {
  const [unit, size] = bytes >= 1 << 20 ? ['MiB', 1 << 20] : bytes >= 1 << 10 ? ['KiB', 1 << 10] : ['bytes', 1];
  return `${Number((bytes / size).toFixed(1))} ${unit}`;
}

/** The bytes cannot be decoded. */
class Unreadable extends Error {}

type BodyDecoder = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

const DECODERS: Readonly<Record<string, BodyDecoder>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  // RFC 9110 means the zlib format; some servers send raw deflate
  deflate: (bytes, options) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync : inflateRawSync)(bytes, options),
  br: brotliDecompressSync,
};

/** Decodes the content codings, the last one first. */
function decompress(bytes: Buffer, header: string, maxBody: number): Buffer {
  const codings = header
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '' && name !== 'identity');
  if (bytes.length === 0) return bytes;
  if (codings.length > MAX_CODINGS) throw new Unreadable(`has ${codings.length} content codings, and is not read`);
  return codings.reduceRight((packed, coding) => {
    const decode = DECODERS[coding];
    if (!decode) throw new Unreadable(`is marked as ${coding}, which cannot be read here`);
    try {
      return decode(packed, { maxOutputLength: maxBody });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE') throw new Unreadable(describeTooLarge(maxBody, ' once it is decoded'));
      throw new Unreadable(`is marked as ${coding} but is not: ${message}`);
    }
  }, bytes);
}

/** Decodes the bytes in the charset of the headers. An invalid byte is an issue if a charset is given or the body is JSON. */
function decodeText(bytes: Buffer, headers: TargetResponse['headers']): string {
  const [, quoted, bare] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]*))/i.exec(headers['content-type'] ?? '') ?? [];
  const charset = quoted ?? bare;
  const isStrict = charset !== undefined || isJsonType(readMediaType({ headers }));
  try {
    return new TextDecoder(charset ?? 'utf-8', { fatal: isStrict }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError)
      throw new Unreadable(`is marked with the charset ${charset}, which does not exist`);
    throw new Unreadable(charset === undefined ? 'is JSON but not UTF-8' : `is marked as ${charset} but is not`);
  }
}

/** Parses JSON with any media type; a text that is not JSON is an issue only if the media type is JSON. */
function parseJson(text: string, mediaType: string): Body {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { text, json, ...(isJsonType(mediaType) && { issue: describeNoJson(text, mediaType, error as Error) }) };
  }
  const depth = nestingDepth(text);
  if (depth <= MAX_DEPTH) return { text, json };
  const message = `has ${depth} levels of lists and objects, and only ${MAX_DEPTH} are read`;
  return { ...unreadableBody(message), shallow: cutOff(json, MAX_DEPTH) };
}

/** The value with null in the place of what is deeper than so many levels. */
function cutOff(value: unknown, levels: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map(item => cutOff(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutOff(inner, levels - 1)]));
}

function describeNoJson(text: string, mediaType: string, { message }: Error): BodyIssue {
  const reason = text.trim() === '' ? 'is empty' : `is not JSON: ${message}`;
  return { kind: 'no-json', message: `is marked as ${mediaType} and ${reason}` };
}
