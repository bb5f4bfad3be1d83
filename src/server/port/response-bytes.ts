/** Sizes between these, doubled from one to the next, are kept for later answers. In bytes. */
const LEAST = 16 * 1024;
const MOST = 1024 * 1024;
/** How many bytes of each size are kept: more of the small ones, which most answers want. */
const KEPT = 4 * 1024 * 1024;

/** What is kept, by size, and what is lent. */
const kept = new Map<number, ArrayBuffer[]>();
const lent = new WeakSet<ArrayBufferLike>();

/**
 * Bytes to put an answer's JSON in. Large ones are taken back once the answer is sent, since memory that was written to a
 * moment ago is several times as fast as new: whoever needs an answer's bytes for longer copies them.
 */
export function responseBytes(length: number): Buffer {
  if (length < LEAST || length > MOST) return Buffer.allocUnsafe(length);
  const size = 2 ** Math.ceil(Math.log2(length));
  const bytes = kept.get(size)?.pop() ?? (Buffer.allocUnsafeSlow(size).buffer as ArrayBuffer);
  lent.add(bytes);
  return Buffer.from(bytes, 0, length);
}

/** Takes bytes back that `answerBytes` lent, and nothing else. */
export function releaseBuffer({ buffer }: Uint8Array): void {
  if (!lent.delete(buffer)) return;
  const sized = kept.get(buffer.byteLength) ?? [];
  if (sized.length === 0) kept.set(buffer.byteLength, sized);
  if (sized.length * buffer.byteLength < KEPT) sized.push(buffer as ArrayBuffer);
}
