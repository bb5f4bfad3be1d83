import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';

/** From where the files of a description are read. Files are named relative to the folder of the first one. */
export interface FileSource {
  /** The first file: `api.yaml`. */
  readonly entry: string;
  /** Reads a file without waiting. Throws, with a reason, for one that is missing, may not be read, or is remote. */
  readNow(file: string): string;
}

/** Files of another machine. */
export interface RemoteSource extends FileSource {
  /** Reads a file. Rejects, with a reason, for one that is missing or may not be read. */
  read(file: string): Promise<string>;
}

/** Files of this machine: those below the folder of the description, and below the folders in `allowed`. */
export function localSource(path: string, allowed: readonly string[] = []): FileSource {
  const folder = dirname(resolve(path));
  const folders = [folder, ...allowed.map(one => resolve(one))].map(realPath);
  const readNow = (file: string): string => {
    const full = resolve(folder, file);
    // only a link can lead to another place than its path says
    if (!isWithin(full, [folder, ...folders]) || !isWithin(realPath(full), folders)) {
      throw new Error(`is not below the description's folder; --allow-refs ${hint(folder, full)} allows it`);
    }
    return readFileSync(full, 'utf8');
  };
  return { entry: basename(resolve(path)), readNow };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some(folder => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
}

/** The folder to allow, as a person would write it. */
function hint(from: string, file: string): string {
  return relative(process.cwd(), dirname(file)) || relative(from, dirname(file)) || '.';
}

/** How many bytes a file at a URL may have, and how many milliseconds it may take. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MILLISECONDS = 30_000;

/** Files at a URL, and those below its folder on the same server. */
export function remoteSource(url: string): RemoteSource {
  const entry = new URL(url);
  const folder = new URL('.', entry);
  return {
    entry: decode(entry.pathname.slice(folder.pathname.length)) + entry.search || 'openapi',
    async read(file) {
      const wanted = file === this.entry ? entry : new URL(file, folder);
      if (!wanted.href.startsWith(folder.href)) throw new Error('is not below the folder of the description');
      const response = await fetch(wanted, { redirect: 'follow', signal: AbortSignal.timeout(MAX_MILLISECONDS) });
      if (!response.ok) throw new Error(`was answered with status ${response.status}`);
      return await readText(response);
    },
    readNow() {
      throw new Error('is read only together with a description on this machine');
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The source of a description that is already in memory, and alone. */
export function noSource(entry: string): FileSource {
  const readNow = (): never => {
    throw new Error('is not read');
  };
  return { entry, readNow };
}
