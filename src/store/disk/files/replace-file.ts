import { close as closeWithCallback, fdatasync, open as openWithCallback, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder, writeFully } from './durable-writes.js';
import { OpenedFile } from './opened-file.js';

const [open, close, datasync] = [promisify(openWithCallback), promisify(closeWithCallback), promisify(fdatasync)];

const BLOCK = 1 << 20;

/** Text or bytes of a file; the bytes of one piece are used before the next is asked for. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file anew and answers what it then is. It is written under another name first, so that the file is always
 * whole: as it was before, or as it is after. `beforeRename` has the last word on that. Rejects with what failed, the
 * pieces themselves included.
 */
export async function replaceFile(
  file: string,
  pieces: Pieces,
  beforeRename: (written: OpenedFile) => void = () => {},
): Promise<OpenedFile> {
  const temporary = `${file}.writing`;
  try {
    await writePieces(temporary, pieces);
    const written = new OpenedFile(file, statSync(temporary, { bigint: true }));
    beforeRename(written);
    await rename(temporary, file);
    await syncFolder(dirname(file));
    return written;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

async function writePieces(file: string, pieces: Pieces): Promise<void> {
  const fd = await open(file, 'w');
  try {
    const blocks = new Blocks(fd);
    if (Symbol.asyncIterator in pieces) {
      for await (const piece of pieces) await blocks.add(piece);
    } else {
      // without a promise for each of a million pieces
      for (const piece of pieces) {
        const writing = blocks.add(piece);
        if (writing) await writing;
      }
    }
    await blocks.write();
  } finally {
    await close(fd);
  }
}

/** Gathers pieces and writes them a block at a time; while it does, everything else has its turn. */
class Blocks {
  /** The bytes that are in the file. */
  written = 0;
  readonly #fd: number;
  readonly #block = Buffer.allocUnsafeSlow(BLOCK);
  readonly #encoder = new TextEncoder();
  #filled = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Takes a piece; a promise is to be waited for before the next, or before the piece's bytes change. */
  add(piece: string | Uint8Array): Promise<void> | undefined {
    // no character takes more than three bytes
    if (typeof piece === 'string' && 3 * piece.length <= BLOCK - this.#filled) {
      this.#filled += this.#block.write(piece, this.#filled);
      return undefined;
    }
    if (typeof piece !== 'string' && piece.length <= BLOCK - this.#filled) {
      this.#block.set(piece, this.#filled);
      this.#filled += piece.length;
      return undefined;
    }
    return this.#addLong(piece);
  }

  /**
   * Writes what is gathered. Each block goes to the disk at once: were all of a large file to go at the end, a log
   * beside it would wait for that.
   */
  async write(): Promise<void> {
    await writeFully(this.#fd, this.#block.subarray(0, this.#filled), this.written);
    await datasync(this.#fd);
    this.written += this.#filled;
    this.#filled = 0;
  }

  async #addLong(piece: string | Uint8Array): Promise<void> {
    for (let taken = 0; ; await this.write()) {
      taken += typeof piece === 'string' ? this.#encode(piece.slice(taken)) : this.#copy(piece.subarray(taken));
      if (taken === piece.length) return;
    }
  }

  /** Answers how many of the text's code units had room; a character is never cut in two. */
  #encode(text: string): number {
    const { read, written } = this.#encoder.encodeInto(text, this.#block.subarray(this.#filled));
    this.#filled += written;
    return read;
  }

  #copy(bytes: Uint8Array): number {
    const fitting = bytes.subarray(0, BLOCK - this.#filled);
    this.#block.set(fitting, this.#filled);
    this.#filled += fitting.length;
    return fitting.length;
  }
}
