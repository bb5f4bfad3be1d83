import { setImmediate as pause } from 'node:timers/promises';
import { type EntryPage, formatEntry } from '../journal/index.js';
import type { AdminResponse } from './admin-response.js';

/** How many milliseconds entries are formatted before it is the turn of other requests. */
const SLICE = 5;

/** Formats a page of journal entries with the total. */
export async function requestPage({ entries, total }: EntryPage): Promise<AdminResponse> {
  const texts: string[] = [];
  let end = performance.now() + SLICE;
  for (const entry of entries) {
    texts.push(JSON.stringify(formatEntry(entry)));
    if (performance.now() < end) continue;
    await pause();
    end = performance.now() + SLICE;
  }
  return { text: { type: 'application/json', body: `{"requests":[${texts.join(',')}],"total":${total}}\n` } };
}
