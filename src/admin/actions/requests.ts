import { type Criteria, type EntryFilter, formatEntry } from '../../journal/index.js';
import { type JsonReader, Problem, parseInstant, readJson } from '../../kernel/index.js';
import type { Action } from '../action.js';
import { requestPage } from '../request-page.js';

type Asked = Omit<EntryFilter, 'since' | 'until'> & { since?: string; until?: string; offset?: number; limit?: number };

const MOST_LISTED = 100;

type ReadCriteria = (reader: JsonReader) => Criteria | undefined;

/** The requests that were answered; `parseCriteria` refuses criteria that none of them can meet. */
export function requestActions(parseCriteria: ReadCriteria): Record<string, Action> {
  return { ...readingActs, ...searchingActs(parseCriteria) };
}

const searchingActs = (parseCriteria: ReadCriteria): Record<string, Action> => ({
  async listRequests({ workspace: { journal }, query }) {
    const { since, until, offset, limit, ...asked } = query as Asked;
    const filter = {
      ...asked,
      ...namesIn(asked, parseCriteria),
      since: milliseconds(since),
      until: milliseconds(until),
    };
    return requestPage(await journal.page(filter, pageAsked({ offset, limit })));
  },
});

/** The API and the operation that a query names. Throws `control-invalid` where there is no such one. */
function namesIn({ api, operation }: Asked, parseCriteria: ReadCriteria): Pick<Criteria, 'api' | 'operation'> {
  const read = readJson(
    { ...(api !== undefined && { api }), ...(operation !== undefined && { operation }) },
    parseCriteria,
  );
  if ('value' in read) return { api: read.value.api, operation: read.value.operation };
  throw new Problem('control-invalid', read.flaws.map(flaw => `The parameter ${flaw.slice(1)}`).join(' '));
}

const readingActs: Readonly<Record<string, Action>> = {
  async listUnmatchedRequests({ workspace: { journal }, query }) {
    return requestPage(await journal.unmatched(pageAsked(query as Asked)));
  },

  readRequest({ workspace: { journal }, path: { id = '' } }) {
    const entry = /^\d+$/.test(id) ? journal.get(Number(id)) : undefined;
    if (entry) return { json: formatEntry(entry) };
    throw new Problem('no-such-request', `The journal has no request ${id}.`);
  },

  async findRequests({ workspace: { journal }, body }) {
    const found = await journal.find(body as Criteria);
    return requestPage({ entries: found.slice(0, MOST_FOUND), total: found.length });
  },

  async countRequests({ workspace: { journal }, body }) {
    return { json: { count: await journal.count(body as Criteria) } };
  },

  deleteRequests({ workspace: { journal } }) {
    journal.clear();
    return { status: 204 };
  },
};

const MOST_FOUND = 1000;

function pageAsked({ offset = 0, limit = MOST_LISTED }: { offset?: number | undefined; limit?: number | undefined }) {
  return { offset, limit };
}

/** Milliseconds since 1970, down to the microsecond. */
function milliseconds(time: string | undefined): number | undefined {
  return time === undefined ? undefined : (parseInstant(time) as number) / 1000;
}
