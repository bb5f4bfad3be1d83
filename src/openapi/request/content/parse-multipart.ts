import { parseMultipart } from '@remix-run/multipart-parser';
import { isJson, isText } from '../media-type.js';
import { readJsonText } from '../text/read-json.js';
import type { SentValue, TextPairs } from '../text/text-pairs.js';

/** A file in a form. The value of its member is the beginning of its bytes, as text of one character for each byte. */
export type UploadedFile = {
  name: string;
  filename: string | undefined;
  mediaType: string | undefined;
  bytes: Uint8Array;
};

/** How many bytes of a file are in the value, which may be kept and returned. */
const MAX_FILE_TEXT = 65_536;

const MAX_PARTS = 10_000;

/** Reads the parts of `multipart/form-data`; undefined if the bytes are not such a form. */
export function readParts(
  bytes: Uint8Array,
  { boundary, maxDepth }: { boundary: string; maxDepth: number },
): { pairs: TextPairs; files: UploadedFile[] } | undefined {
  const pairs = new Map<string, SentValue[]>();
  const files: UploadedFile[] = [];
  try {
    const size = bytes.length;
    const limits = { maxFileSize: size, maxTotalSize: size, maxHeaderSize: size, maxParts: MAX_PARTS };
    for (const part of parseMultipart(bytes, { boundary, ...limits })) {
      const { filename } = part;
      if (part.name === undefined) return undefined;
      const name = unescapeName(part.name);
      const mediaType = part.headers['content-type'];
      const content = Buffer.from(part.bytes.buffer);
      const values = pairs.get(name) ?? [];
      pairs.set(name, values);
      if (filename === undefined && isTextual(mediaType)) {
        const text = content.toString();
        values.push({ raw: text, tree: mediaType && isJson(mediaType) ? readJsonText(text, maxDepth) : text });
      } else {
        files.push({ name, filename, mediaType, bytes: content });
        values.push({ raw: '', tree: { read: content.subarray(0, MAX_FILE_TEXT).toString('latin1') } });
      }
    }
  } catch {
    return undefined;
  }
  return { pairs, files };
}

function isTextual(mediaType: string | undefined): boolean {
  return mediaType === undefined || isJson(mediaType) || isText(mediaType);
}

/** As browsers escape names. */
function unescapeName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}
