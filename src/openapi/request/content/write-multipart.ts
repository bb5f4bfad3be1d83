import type { Content, PartEncoding } from '../../operation.js';
import { isJson, isText } from '../media-type.js';
import { ANY_SHAPE, itemShape, memberShape, readTextShape, type TextShape } from '../text/text-shape.js';
import { writeScalar } from '../text/write-text.js';

/** Writes an object as `multipart/form-data`: each item of a list is a part, and objects are JSON. */
export function writeMultipart(
  form: Readonly<Record<string, unknown>>,
  { schema, encoding }: Content,
  mediaType: string,
): { bytes: Buffer; contentType: string } {
  const shape = schema ? readTextShape(schema) : ANY_SHAPE;
  const sent = Object.entries(form).filter(([, value]) => value !== undefined);
  const parts = sent.flatMap(([name, value]) => {
    const inner = memberShape(shape, name);
    const part = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const values = listParts(value);
    return values.map((each, at) => writePart(name, each, values === value ? itemShape(inner, at) : inner, part));
  });
  const boundary = chooseBoundary(parts);
  const open = Buffer.from(`--${boundary}\r\n`);
  const bytes = Buffer.concat([
    ...parts.flatMap(part => [open, part, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { bytes, contentType: `${mediaType.split(';')[0]}; boundary=${boundary}` };
}

/** The values that are sent under the name of a member. A list of lists is one, since each list could be the whole one. */
export function listParts(value: unknown): readonly unknown[] {
  return Array.isArray(value) && !value.some(Array.isArray) ? value : [value];
}

function writePart(name: string, value: unknown, shape: TextShape, part: PartEncoding | undefined): Buffer {
  const type = part?.contentType?.split(',')[0]?.trim();
  const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`;
  const isStructure = value !== null && typeof value === 'object' && !(value instanceof Uint8Array);
  if (isStructure || (type !== undefined && isJson(type))) {
    return Buffer.from(`${disposition}\r\nContent-Type: ${type ?? 'application/json'}\r\n\r\n${JSON.stringify(value)}`);
  }
  const isFile = value instanceof Uint8Array || shape.binary || (type !== undefined && !isText(type));
  if (!isFile) {
    const head = type === undefined ? disposition : `${disposition}\r\nContent-Type: ${type}`;
    return Buffer.from(`${head}\r\n\r\n${writeScalar(value)}`);
  }
  const head = `${disposition}; filename="${escapeName(name)}"\r\nContent-Type: ${type ?? 'application/octet-stream'}`;
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytesOf(value)]);
}

/** The bytes of a file: a text has one character for each byte, or is text. */
function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const text = writeScalar(value);
  return Buffer.from(text, /[^\0-\xff]/.test(text) ? 'utf8' : 'latin1');
}

/** As browsers escape names. */
function escapeName(name: string): string {
  return name.toWellFormed().replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A boundary that is in no part. */
function chooseBoundary(parts: readonly Buffer[]): string {
  for (let number = 1; ; number++) {
    const boundary = `form-boundary-${number}`;
    if (!parts.some(part => part.includes(`--${boundary}`))) return boundary;
  }
}
