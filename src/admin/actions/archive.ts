import { setImmediate as pause } from 'node:timers/promises';
import { type HarEntry, readHarEntry, writeHarEntry } from '../../journal/index.js';
import { findEndpoint, type Workspace } from '../../server/index.js';
import type { Action, AdminOptions } from '../action.js';

type ArchiveQuery = { api?: string; operation?: string; status?: number; violations?: boolean; limit?: number };

/** How many requests an archive has by default. */
const DEFAULT_LIMIT = 1000;

/** How many entries are written or read before it is the turn of other requests. */
const SLICE = 50;

/** The journal as an HTTP archive, and exchanges with other servers from one. */
export function archiveActions({ version, apis }: Pick<AdminOptions, 'version' | 'apis'>): Record<string, Action> {
  return {
    async exportArchive({ workspace: { journal }, query, headers }) {
      const { limit = DEFAULT_LIMIT, ...filter } = query as ArchiveQuery;
      const { entries } = await journal.page(filter, { offset: 0, limit });
      const texts: string[] = [];
      // an archive begins with the oldest
      for (const [at, entry] of entries.toReversed().entries()) {
        texts.push(JSON.stringify(writeHarEntry(entry, `http://${headers.host ?? 'localhost'}`)));
        if (at % SLICE === 0) await pause();
      }
      const creator = JSON.stringify({ name: 'understudy', version });
      const body = `{"log":{"version":"1.2","creator":${creator},"entries":[${texts.join(',')}]}}\n`;
      return { text: { type: 'application/json', body } };
    },

    async importArchive({ workspace, body }) {
      const { entries } = (body as { log: { entries: readonly HarEntry[] } }).log;
      const names = apis().map(({ name }) => name);
      let imported = 0;
      for (const [at, entry] of entries.entries()) {
        const place = placeOf(entry, { workspace, names });
        if (place) {
          const { exchange, bodies } = readHarEntry(entry, place);
          workspace.journal.add(exchange, bodies);
          imported += 1;
        }
        if (at % SLICE === 0) await pause();
      }
      return { json: { imported, leftOut: entries.length - imported } };
    },
  };
}

type Served = { workspace: Workspace; names: readonly string[] };

/** The operation of a request to another server, which has no name of an API before its path. */
function placeOf({ request: { method, url } }: HarEntry, { workspace: { apiSet }, names }: Served) {
  if (!URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  for (const mount of ['', ...names.map(name => `/${name}`)]) {
    const path = mount + pathname;
    const found = findEndpoint(apiSet, { method: method.toUpperCase(), path })?.value;
    if (found) return { path, api: found.api.name, operation: found.operation.id };
  }
  return undefined;
}
