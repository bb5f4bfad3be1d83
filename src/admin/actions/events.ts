import type { ServerResponse } from 'node:http';
import type { Journal } from '../../journal/index.js';
import { Problem } from '../../kernel/index.js';
import type { Action } from '../action.js';
import { EVERY_RESPONSE } from '../admin-response.js';
import { canTake, EventFeed } from '../event-feed.js';
import type { AdminOptions } from '../options.js';

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

/** Streams requests as server-sent events, until the watcher disconnects or the server stops. */
export function eventActions({ closing }: AdminOptions): Record<string, Action> {
  const watchers = new Set<ServerResponse>();
  const feeds = new WeakMap<Journal, EventFeed>();
  closing.addEventListener('abort', () => {
    for (const watcher of watchers) watcher.end();
  });
  const feedOf = (journal: Journal): EventFeed => {
    const feed = feeds.get(journal) ?? new EventFeed(journal);
    feeds.set(journal, feed);
    return feed;
  };

  return {
    watchRequests({ workspace: { journal }, response }) {
      if (response.req.method === 'HEAD')
        return { text: { type: HEADERS['Content-Type'], body: '' }, headers: HEADERS };
      if (watchers.size >= MAX_WATCHERS) {
        throw new Problem('too-many-watchers', `There are already ${MAX_WATCHERS} watchers, the maximum.`);
      }
      const last = lastEventOf(response.req.headers['last-event-id']);
      response.writeHead(200, HEADERS);
      response.write(': one event for each request\n\n');
      watchers.add(response);
      const remove = feedOf(journal).add(response, last);
      const stopHeartbeat = startHeartbeat(response);
      if (closing.aborted) response.end();
      response.on('close', () => {
        watchers.delete(response);
        remove();
        stopHeartbeat();
      });
      return undefined;
    },
  };
}

/** Sends heartbeats, which keep the connection open, and disconnects a watcher that does not read. */
function startHeartbeat(response: ServerResponse): () => void {
  let missed = 0;
  const heartbeat = setInterval(() => {
    missed = canTake(response) ? 0 : missed + 1;
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
