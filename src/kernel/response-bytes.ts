/** Buffers from the smaller to the larger size, in powers of two, are reused for later responses. In bytes. */
const MIN_SIZE = 16 * 1024;
const MAX_SIZE = 1024 * 1024;
/** How many bytes of each size are kept: that is more of the small buffers, which most responses need. */
const MAX_KEPT = 4 * 1024 * 1024;

/** The free buffers by size, and the buffers in use. */
const kept = new Map<number, ArrayBuffer[]>();
const lent = new WeakSet<ArrayBufferLike>();

/**
 * Returns a buffer for the JSON of a response. A large buffer is reused after the response has been sent, because memory
 * that was written to recently is several times as fast as new memory. Code that needs the bytes for longer copies them.
 */
export function responseBytes(length: number): Buffer {
  if (length < MIN_SIZE || length > MAX_SIZE) return Buffer.allocUnsafe(length);
  const size = 2 ** Math.ceil(Math.log2(length));
  const bytes = kept.get(size)?.pop() ?? (Buffer.allocUnsafeSlow(size).buffer as ArrayBuffer);
  lent.add(bytes);
  return Buffer.from(bytes, 0, length);
}

/** Whether the buffer of some bytes is reused once their response has been sent. */
export function isReused({ buffer }: Uint8Array): boolean {
  return lent.has(buffer);
}

/** Takes back a buffer of `responseBytes`; ignores any other. */
export function releaseBuffer({ buffer }: Uint8Array): void {
  if (!lent.delete(buffer)) return;
  const sized = kept.get(buffer.byteLength) ?? [];
  if (sized.length === 0) kept.set(buffer.byteLength, sized);
  if (sized.length * buffer.byteLength < MAX_KEPT) sized.push(buffer as ArrayBuffer);
}
