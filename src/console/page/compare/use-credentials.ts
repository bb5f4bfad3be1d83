import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Apis } from '../data/admin-types.js';
import { readCredentials } from '../parts/read-credentials.js';

type Headers = Record<string, string>;

/** Finds the headers with which this mock accepts a request to a path; none as long as they are not read. */
export function useCredentials(apis: Apis['apis'], isWanted: boolean): (path: string) => Headers | undefined {
  const known = useSignal<readonly { basePath: string; headers: Headers }[]>([]);
  const names = apis.map(({ name }) => name).join();
  useEffect(() => {
    if (!isWanted) return;
    void Promise.all(
      apis.map(async ({ name, basePath }) => ({ basePath, headers: await readCredentials(name).catch(() => ({})) })),
    ).then(read => {
      // the longest path decides
      known.value = read.toSorted((one, other) => other.basePath.length - one.basePath.length);
    });
  }, [names, isWanted]);
  return path => known.value.find(({ basePath }) => path.startsWith(basePath))?.headers;
}
