import type { ServerResponse } from 'node:http';
import type { Journal } from '../../journal/index.js';
import { Problem } from '../../kernel/index.js';
import type { Action, AdminOptions } from '../action.js';
import { EVERY_RESPONSE } from '../admin-response.js';
import type { ChangeReports } from '../change-reports.js';
import { EventFeed, FULL, isReading, SUMMARY } from './event-feed.js';

/** How often, in milliseconds, a heartbeat is sent to each watcher. */
const HEARTBEAT = 15_000;
/** After so many missed heartbeats a watcher is disconnected. */
const MAX_MISSED = 4;
/** How many watchers the mock and all sandboxes may have together. */
const MAX_WATCHERS = 100;

const HEADERS = {
  ...EVERY_RESPONSE,
  'Content-Type': 'text/event-stream',
  // proxies must neither compress nor buffer the events, which would delay them
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

type EventOptions = AdminOptions & { changes: ChangeReports; startedAt: string };

/** Streams requests as server-sent events, until the watcher disconnects or the server stops. */
export function eventActions({ closing, changes, startedAt }: EventOptions): Record<string, Action> {
  const watchers = new Set<ServerResponse>();
  const full = new WeakMap<Journal, EventFeed>();
  const summaries = new WeakMap<Journal, EventFeed>();
  closing.addEventListener('abort', () => {
    for (const watcher of watchers) watcher.end();
  });
  const feedOf = (journal: Journal, isSummary: boolean): EventFeed => {
    const feeds = isSummary ? summaries : full;
    const feed = feeds.get(journal) ?? new EventFeed(journal, isSummary ? SUMMARY : FULL);
    feeds.set(journal, feed);
    return feed;
  };

  return {
    watchRequests({ workspace, query, response }) {
      if (response.req.method === 'HEAD')
        return { text: { type: HEADERS['Content-Type'], body: '' }, headers: HEADERS };
      if (watchers.size >= MAX_WATCHERS) {
        throw new Problem('too-many-watchers', `There are already ${MAX_WATCHERS} watchers, the maximum.`);
      }
      const { journal } = workspace;
      const last = lastEventOf(response.req.headers['last-event-id']);
      const isSummary = query.view === 'summary';
      response.writeHead(200, HEADERS);
      response.write(isSummary ? ': what lists show of requests\n\n' : ': one event for each request\n\n');
      if (isSummary) response.write(dataEvent('start', { startedAt, oldest: journal.oldest, next: journal.next }));
      watchers.add(response);
      const remove = feedOf(journal, isSummary).add(response, last);
      const stopChanges = isSummary
        ? changes.watch(workspace, change => isReading(response) && response.write(dataEvent('changed', change)))
        : () => {};
      const stopHeartbeat = startHeartbeat(response);
      if (closing.aborted) response.end();
      response.on('close', () => {
        watchers.delete(response);
        remove();
        stopChanges();
        stopHeartbeat();
      });
      return undefined;
    },
  };
}

/** An event without an id, since a stream that broke off does not continue after it. */
function dataEvent(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Sends heartbeats, which keep the connection open, and disconnects a watcher that does not read. */
function startHeartbeat(response: ServerResponse): () => void {
  let missed = 0;
  const heartbeat = setInterval(() => {
    missed = isReading(response) ? 0 : missed + 1;
    if (missed === MAX_MISSED) response.destroy();
    else if (missed === 0) response.write(': here\n\n');
  }, HEARTBEAT);
  return () => clearInterval(heartbeat);
}

/** The number of the last event that a watcher has. Throws `control-invalid`. */
function lastEventOf(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  throw new Problem(
    'control-invalid',
    `Last-Event-ID must be the id of an event, not ${String(header).slice(0, 100)}.`,
    {
      fix: 'Send the id of the last event you received, or leave the header out.',
    },
  );
}
