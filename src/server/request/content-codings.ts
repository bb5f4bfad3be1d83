import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import { Problem } from '../../kernel/index.js';

type Decoder = (bytes: Buffer, options: ZlibOptions) => Promise<Buffer>;

const gzip: Decoder = promisify(gunzip);
const wrapped: Decoder = promisify(inflate);
const raw: Decoder = promisify(inflateRaw);

/** The decoder of each known content coding. Some clients send `deflate` without the zlib wrapper that HTTP requires. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gzip],
  ['x-gzip', gzip],
  ['deflate', (bytes, options) => (isWrapped(bytes) ? wrapped : raw)(bytes, options)],
  ['br', promisify(brotliDecompress) as Decoder],
]);

/** The known codings, as a 415 lists them. */
export const ACCEPTED_CODINGS = [...DECODERS.keys(), 'identity'].join(', ');

/** How many codings one body may have: each of them may unpack to a whole body. */
const MAX_CODINGS = 5;

/** The codings of a body as its header lists them, without `identity`. Throws `content-coding-unknown`. */
export function parseCodings(header = ''): string[] {
  const codings = header
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(coding => coding !== '' && coding !== 'identity');
  const unknown = codings.find(coding => !DECODERS.has(coding));
  if (unknown !== undefined) {
    throw new Problem('content-coding-unknown', `The body has the content coding ${unknown.slice(0, MAX_SHOWN_NAME)}.`);
  }
  if (codings.length > MAX_CODINGS) {
    throw new Problem('content-coding-unknown', `The body has ${codings.length} content codings.`, {
      fix: `Use at most ${MAX_CODINGS}.`,
    });
  }
  return codings;
}

/** How many characters of an unknown name are shown. */
const MAX_SHOWN_NAME = 100;

/** Decodes codings, the last first. Returns the reason where that fails. */
export async function decode(
  bytes: Buffer,
  { codings, limit }: { codings: readonly string[]; limit: number },
): Promise<Buffer | 'larger' | 'broken'> {
  let decoded = bytes;
  for (const coding of codings.toReversed()) {
    try {
      decoded = (await DECODERS.get(coding)?.(decoded, { maxOutputLength: limit })) ?? decoded;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'larger' : 'broken';
    }
  }
  return decoded;
}

/** Whether bytes begin with a zlib header: the method, and a checksum over the first two bytes (RFC 1950). */
function isWrapped(bytes: Buffer): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
}
