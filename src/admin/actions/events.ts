import type { ServerResponse } from 'node:http';
import type { Journal } from '../../journal/index.js';
import { Problem } from '../../kernel/index.js';
import type { Action } from '../action.js';
import { EVERY_RESPONSE } from '../admin-response.js';
import { canTake, EventFeed } from '../event-feed.js';
import type { AdminOptions } from '../options.js';

/** How often, in milliseconds, a watcher is told that the connection still stands. */
const HEARTBEAT = 15_000;
/** A watcher that could take nothing at so many heartbeats is gone, or as good as that. */
const MOST_MISSED = 4;
/** How many watchers there may be, of the mock and of all sandboxes. */
const MOST_WATCHERS = 100;

const HEADERS = {
  ...EVERY_RESPONSE,
  'Content-Type': 'text/event-stream',
  // proxies neither compress the events, which makes them wait, nor collect them
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Tells of requests as they are answered, as server-sent events, until the watcher leaves or the server stops. */
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
      if (watchers.size >= MOST_WATCHERS) {
        throw new Problem('too-many-watchers', `There are as many watchers as there may be: ${MOST_WATCHERS}.`);
      }
      const last = lastEventOf(response.req.headers['last-event-id']);
      response.writeHead(200, HEADERS);
      response.write(': requests are told as they are answered\n\n');
      watchers.add(response);
      const leave = feedOf(journal).add(response, last);
      const stopHeartbeat = beat(response);
      if (closing.aborted) response.end();
      response.on('close', () => {
        watchers.delete(response);
        leave();
        stopHeartbeat();
      });
      return undefined;
    },
  };
}

/** Tells a watcher now and then that the connection still stands, and ends it where the watcher does not read. */
function beat(response: ServerResponse): () => void {
  let missed = 0;
  const heartbeat = setInterval(() => {
    missed = canTake(response) ? 0 : missed + 1;
    if (missed === MOST_MISSED) response.destroy();
    else if (missed === 0) response.write(': here\n\n');
  }, HEARTBEAT);
  return () => clearInterval(heartbeat);
}

/** The number after which a watcher goes on. Throws `control-invalid`. */
function lastEventOf(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  throw new Problem(
    'control-invalid',
    `Last-Event-ID must be the id of an event, not ${String(header).slice(0, 100)}.`,
    {
      fix: 'Send the id of the last event that came, or leave the header out.',
    },
  );
}
