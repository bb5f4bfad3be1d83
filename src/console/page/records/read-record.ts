import type { Collection } from '../data/admin-types.js';
import { send } from '../data/client.js';
import type { RecordValue } from './values.js';

/** A record as it was read, with the tag of that version. A new one was never read. */
export type ReadRecord = { value: RecordValue; tag: string | undefined };

/** The path of a collection below `/__admin`, or that of one of its records. */
export function pathOf({ api, name }: Collection, id?: string): string {
  const path = `/records/${encodeURIComponent(api)}/${encodeURIComponent(name)}`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}

export async function readRecord(path: string, signal?: AbortSignal): Promise<ReadRecord> {
  const response = await send(path, signal && { signal });
  return { value: await response.json(), tag: response.headers.get('etag') ?? undefined };
}
