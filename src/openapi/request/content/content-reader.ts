import type { Content, RequestBody } from '../../operation.js';
import type { InputExpectation, SentIssue, ValueIssue } from '../input-issue.js';
import { findContent, isJson, type MediaType, parseMediaType } from '../media-type.js';
import { readJsonText } from '../text/read-json.js';
import { type SettledTree, settleTree } from '../text/settle-tree.js';
import { parseQueryPairs } from '../text/text-pairs.js';
import { ANY_SHAPE, once, readTextShape, type TextShape } from '../text/text-shape.js';
import { readForm } from './form-tree.js';
import { readParts, type UploadedFile } from './parse-multipart.js';

export type ReadContent = {
  /** Undefined without a body; the bytes, where the media type is neither JSON, a form nor text. */
  value: unknown;
  /** What describes the body; undefined without a body. */
  content: Content | undefined;
  issues: readonly SentIssue[];
  files: readonly UploadedFile[];
};

/** The description has no content for the media type that was sent (415). */
export type UnsupportedContent = { unsupported: true; accepted: readonly string[] };

/** Creates the function that reads a body; `depth` is how deep JSON may be nested. */
export function contentReader(
  body: RequestBody | undefined,
  { depth }: { depth: number },
): (bytes: Buffer, contentType: string | undefined) => ReadContent | UnsupportedContent {
  if (!body || body.contents.length === 0) return () => NO_CONTENT;
  const shapes = new Map(
    body.contents.map(({ schema }) => [schema, once(() => (schema ? readTextShape(schema) : ANY_SHAPE))]),
  );
  return (bytes, contentType) => {
    const content = findContent(body.contents, contentType);
    // a form without members has no bytes
    const isEmptyForm = contentType !== undefined && content !== undefined && isUrlencoded(parseMediaType(contentType));
    if (bytes.length === 0 && !(isEmptyForm && body.required)) return body.required ? missing(body) : NO_CONTENT;
    if (!content) return { unsupported: true, accepted: body.contents.map(({ mediaType }) => mediaType) };
    const mediaType = parseMediaType(contentType?.trim() || content.mediaType);
    const shape = shapes.get(content.schema)?.() ?? ANY_SHAPE;
    const { value, issues, files = NONE } = readBytes(bytes, { content, mediaType, shape, depth });
    return { value, content, files, issues: issues.map(issue => ({ in: 'body', ...issue })) };
  };
}

const NONE: readonly never[] = [];

const NO_CONTENT: ReadContent = { value: undefined, content: undefined, issues: NONE, files: NONE };

function missing({ place }: RequestBody): ReadContent {
  return {
    ...NO_CONTENT,
    issues: [{ in: 'body', path: [], message: 'is missing', expected: 'required', schemaPath: place }],
  };
}

type ReadBytes = SettledTree & { files?: readonly UploadedFile[] };
type BytesReading = { content: Content; mediaType: MediaType | undefined; shape: TextShape; depth: number };

function readBytes(bytes: Buffer, { content, mediaType, shape, depth }: BytesReading): ReadBytes {
  const { schema, encoding } = content;
  const charset = mediaType?.parameters.charset;
  if (isJsonType(mediaType)) {
    const read = readJsonText(decodeText(bytes, undefined), depth);
    if (read.read === undefined && read.issues) return refuseBytes(read.issues);
    return settleTree(read, { schema, shape });
  }
  if (isUrlencoded(mediaType)) {
    const form = readForm(parseQueryPairs(decodeText(bytes, charset)), { shape, encoding, maxDepth: depth });
    return settleTree(form, { schema, shape });
  }
  if (mediaType?.type === 'multipart' && mediaType.subtype === 'form-data') {
    const boundary = mediaType.parameters.boundary ?? findBoundary(bytes);
    const parts = boundary ? readParts(bytes, { boundary, maxDepth: depth }) : undefined;
    if (!parts) return refuseBytes([issueOf('form', 'must be a form in multipart/form-data')]);
    const form = readForm(parts.pairs, { shape, encoding, maxDepth: depth });
    const { value, issues } = settleTree(form, { schema, shape });
    return { value, issues, files: parts.files };
  }
  // XML is not taken apart, so that its schema does not apply
  if (isXml(mediaType)) return { value: decodeText(bytes, charset), issues: NONE };
  if (mediaType?.type === 'text') return settleTree(decodeText(bytes, charset), { schema, shape });
  return { value: bytes, issues: NONE };
}

function refuseBytes(issues: readonly ValueIssue[]): ReadBytes {
  return { value: undefined, issues };
}

function issueOf(expected: InputExpectation, message: string): ValueIssue {
  return { path: [], message, expected };
}

function isJsonType(mediaType: MediaType | undefined): boolean {
  return mediaType !== undefined && isJson(`${mediaType.type}/${mediaType.subtype}`);
}

function isUrlencoded(mediaType: MediaType | undefined): boolean {
  return mediaType?.subtype === 'x-www-form-urlencoded';
}

function isXml(mediaType: MediaType | undefined): boolean {
  return mediaType !== undefined && /^(?:.*\+)?xml$/.test(mediaType.subtype);
}

/** A message whose header has no boundary begins with it. */
function findBoundary(bytes: Buffer): string | undefined {
  return /^--([\x21-\x7e]{1,70})\r\n/.exec(bytes.toString('latin1', 0, 80))?.[1];
}

/** Decodes text in its charset, or in UTF-8 if that is unknown. Bytes that are no text become U+FFFD. */
function decodeText(bytes: Buffer, charset: string | undefined): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
