import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { formatEntry, type Journal } from '../../journal/index.js';
import { Problem } from '../../kernel/index.js';
import type { Action, AdminOptions } from '../action.js';
import { EVERY_RESPONSE } from '../admin-response.js';

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

/** How many bytes may wait for one watcher; it gets no more events until it has read some of them. */
const MAX_BUFFERED = 256 * 1024;
/** How many events are written to one watcher before it is the turn of others. */
const MAX_AT_ONCE = 20;
/** How many events are cached for the other watchers. */
const MAX_RECENT = 16;

/** A watcher, and the number of the next entry to send. */
type Watcher = { readonly response: ServerResponse; next: number };

/**
 * The events of one journal. An event is usually created once for all watchers. A slow watcher gets later what the journal
 * still has then, so that no events pile up for it.
 */
class EventFeed {
  readonly #journal: Journal;
  readonly #watchers = new Set<Watcher>();
  readonly #recent = new LRUCache<number, Buffer>({ max: MAX_RECENT });
  #stop: (() => void) | undefined;
  #isScheduled = false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Sends each entry after number `last`, or each new entry. Returns the function that removes the watcher. */
  add(response: ServerResponse, last: number | undefined): () => void {
    const { oldest, next } = this.#journal;
    // a number beyond the last entry belongs to another journal, such as the one before a restart
    const from = last === undefined ? next : last < next ? last + 1 : oldest;
    const watcher = { response, next: from };
    this.#watchers.add(watcher);
    this.#stop ??= this.#journal.watch(() => this.#schedule());
    const send = () => this.#send(watcher);
    response.on('drain', send);
    send();
    return () => {
      response.off('drain', send);
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
      this.#recent.clear();
    };
  }

  /** Sends in a later turn of the event loop, so that the response to the present request does not wait. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      for (const watcher of this.#watchers) this.#send(watcher);
    });
  }

  #send(watcher: Watcher): void {
    const { response } = watcher;
    for (let sent = 0; watcher.next < this.#journal.next && canTake(response); sent++) {
      if (sent === MAX_AT_ONCE) return this.#schedule();
      const { oldest } = this.#journal;
      if (watcher.next < oldest) {
        response.write(goneEvent(watcher.next, oldest - 1));
        watcher.next = oldest;
      } else {
        const event = this.#eventOf(watcher.next++);
        if (event) response.write(event);
      }
    }
  }

  #eventOf(id: number): Buffer | undefined {
    const recent = this.#recent.get(id);
    if (recent) return recent;
    const entry = this.#journal.get(id);
    if (!entry) return undefined;
    const event = Buffer.from(`event: request\nid: ${id}\ndata: ${JSON.stringify(formatEntry(entry))}\n\n`);
    this.#recent.set(id, event);
    return event;
  }
}

/** Whether a watcher reads fast enough to get more events. */
function canTake({ writable, writableLength }: ServerResponse): boolean {
  return writable && writableLength < MAX_BUFFERED;
}

/** The event that names the entries which the journal no longer has. */
function goneEvent(from: number, to: number): string {
  return `event: gone\nid: ${to}\ndata: ${JSON.stringify({ from, to })}\n\n`;
}
