import { setImmediate as pause } from 'node:timers/promises';
import {
  type Criteria,
  type Entry,
  type EntryFilter,
  type EntryPage,
  formatEntry,
  summarizeEntry,
} from '../../journal/index.js';
import { type JsonReader, Problem, parseInstant, readJson } from '../../kernel/index.js';
import type { Action } from '../action.js';
import type { AdminResponse } from '../admin-response.js';

type RequestQuery = Omit<EntryFilter, 'since' | 'until'> & {
  since?: string;
  until?: string;
  offset?: number;
  limit?: number;
  view?: 'full' | 'summary';
};

const DEFAULT_LIMIT = 100;

type ReadCriteria = (reader: JsonReader) => Criteria | undefined;

/** The requests in the journal; `parseCriteria` refuses criteria that no request can match. */
export function requestActions(parseCriteria: ReadCriteria): Record<string, Action> {
  return {
    ...journalActions,
    async listRequests({ workspace: { journal }, query }) {
      const { since, until, offset, limit, view, ...fields } = query as RequestQuery;
      const filter = {
        ...fields,
        ...namesIn(fields, parseCriteria),
        since: milliseconds(since),
        until: milliseconds(until),
      };
      const page = await journal.page(filter, pageOf({ offset, limit }));
      return requestPage(page, view === 'summary' ? summarizeEntry : formatEntry);
    },
  };
}

/** The API and the operation that a query names. Throws `control-invalid` for an unknown name. */
function namesIn({ api, operation }: RequestQuery, parseCriteria: ReadCriteria): Pick<Criteria, 'api' | 'operation'> {
  const read = readJson(
    { ...(api !== undefined && { api }), ...(operation !== undefined && { operation }) },
    parseCriteria,
  );
  if ('value' in read) return { api: read.value.api, operation: read.value.operation };
  throw new Problem('control-invalid', read.issues.map(issue => `The parameter ${issue.slice(1)}`).join(' '));
}

const journalActions: Readonly<Record<string, Action>> = {
  async listUnmatchedRequests({ workspace: { journal }, query }) {
    return requestPage(await journal.unmatched(pageOf(query as RequestQuery)));
  },

  readRequest({ workspace: { journal }, path: { id = '' } }) {
    const entry = /^\d+$/.test(id) ? journal.get(Number(id)) : undefined;
    if (entry) return { json: formatEntry(entry) };
    throw new Problem('no-such-request', `The journal has no request ${id}.`);
  },

  async findRequests({ workspace: { journal }, body }) {
    const found = await journal.find(body as Criteria);
    return requestPage({ entries: found.slice(0, MAX_FOUND), total: found.length });
  },

  async countRequests({ workspace: { journal }, body }) {
    return { json: { count: await journal.count(body as Criteria) } };
  },

  deleteRequests({ workspace: { journal } }) {
    journal.clear();
    return { status: 204 };
  },
};

const MAX_FOUND = 1000;

function pageOf({ offset = 0, limit = DEFAULT_LIMIT }: { offset?: number | undefined; limit?: number | undefined }) {
  return { offset, limit };
}

/** Milliseconds since 1970, with microseconds as a fraction. */
function milliseconds(time: string | undefined): number | undefined {
  return time === undefined ? undefined : (parseInstant(time) as number) / 1000;
}

/** How many milliseconds entries are formatted before it is the turn of other requests. */
const SLICE = 5;

/** Formats a page of journal entries with the total. */
export async function requestPage(
  { entries, total }: EntryPage,
  format: (entry: Entry) => object = formatEntry,
): Promise<AdminResponse> {
  const texts: string[] = [];
  let end = performance.now() + SLICE;
  for (const entry of entries) {
    texts.push(JSON.stringify(format(entry)));
    if (performance.now() < end) continue;
    await pause();
    end = performance.now() + SLICE;
  }
  return { text: { type: 'application/json', body: `{"requests":[${texts.join(',')}],"total":${total}}\n` } };
}
