import { type DataOptions, SharedAdapter, Store, shownUrl } from '../store/index.js';
import type { TokenKey } from './token-key.js';

type SharedSettings = {
  url: string;
  /** Whether reads do not wait for what other processes have saved just now. */
  isStale: boolean;
  onWarning(sentence: string): void;
  data: DataOptions & { maxSnapshots: number | undefined };
  /** Called with the place of data that exist before they are used; throws where they are not wanted. */
  accept(place: DataPlace): DataOptions['accept'];
};

/** What data are called in messages, and what to do where they are not the wanted ones. */
export type DataPlace = { name: string; discard: string };

/** Opens the data that several processes share in PostgreSQL. Throws `store-unavailable`, `store-unusable`. */
export async function openSharedStore({
  url,
  isStale,
  data,
  accept,
  onWarning,
}: SharedSettings): Promise<{ store: Store; isKnown: boolean; tokenKey: TokenKey }> {
  const { definitions, onProgress } = data;
  const adapter = new SharedAdapter({ url, isStale, definitions, onWarning, onProgress });
  const acceptIt = accept({ name: shownUrl(url), discard: 'name an empty database or schema' });
  let isKnown = false;
  const store = await Store.open(adapter, {
    ...data,
    accept(about) {
      acceptIt?.(about);
      isKnown = true;
    },
  });
  const { tokenKey } = adapter;
  return { store, isKnown, tokenKey: () => tokenKey };
}
