import type { Mock, Reloaded } from '../../app/index.js';
import { toLine } from '../../openapi/index.js';
import { count } from '../terminal.js';
import { ComparedFiles } from './compared-files.js';

/** Where the lines about reloads go: what was loaded again, and why something was not. */
export type WatchOutput = { print(line: string): void; warn(sentence: string): void };

/**
 * Loads a description again when one of its files changes. One that is broken is not loaded, and the previous one stays.
 * Returns the function that ends the watch.
 */
export function watchDescriptions(mock: Mock, output: WatchOutput): () => void {
  const ends = mock.described.map(({ api, files }) => watchDescription(mock, { api, files, output }));
  return () => {
    for (const end of ends) end();
  };
}

/** How long, in milliseconds, a description must stay unchanged: an editor may write several files, or one in pieces. */
const SETTLED = 100;

/** The same after a file has disappeared: some editors delete a file before they write it. */
const DISAPPEARED = 1000;

type Watch = { api: string; files: readonly string[]; output: WatchOutput };

function watchDescription(mock: Mock, { api, files, output }: Watch): () => void {
  let timer: NodeJS.Timeout | undefined;
  let reloading: Promise<void> = Promise.resolve();

  const schedule = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reloading = reloading.then(reload);
    }, milliseconds);
  };
  const watched = new ComparedFiles(({ isAbsent }) => schedule(isAbsent ? DISAPPEARED : SETTLED));
  /** Watches these files and no others. A file may have changed since they were read, before it was watched. */
  const follow = (wanted: readonly string[], since: number) => {
    if (watched.follow(wanted).some(changed => changed > since)) schedule(SETTLED);
  };
  const reload = async () => {
    const since = Date.now();
    try {
      const [reloaded] = await mock.reload(api);
      if (!reloaded) return;
      output.print(describeReload(reloaded));
      follow(reloaded.files, since);
    } catch (error) {
      output.warn(`${toLine((error as Error).message)} The previous version is still served.`);
    }
  };

  follow(files, performance.timeOrigin);
  return () => {
    clearTimeout(timer);
    watched.end();
  };
}

/** `reloaded api.yaml: 12 operations, 1 warning (+2 −1 operations)`. */
function describeReload({ location, operations, warnings, added, removed, restarted }: Reloaded): string {
  const counts = [count(operations, 'operation'), ...(warnings > 0 ? [count(warnings, 'warning')] : [])];
  const changes = [
    ...(added.length > 0 ? [`+${added.length}`] : []),
    ...(removed.length > 0 ? [`\u2212${removed.length}`] : []),
  ];
  const changed = changes.length > 0 ? ` (${changes.join(' ')} operations)` : '';
  const again = restarted.length > 0 ? `; ${restarted.join(', ')} began again, since records did not fit` : '';
  return `reloaded ${location}: ${counts.join(', ')}${changed}${again}`;
}
