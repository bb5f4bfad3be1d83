import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { type Entry, formatEntry, type Journal, summarizeEntry } from '../../journal/index.js';

/** How the entries of a journal become events. */
type EventForm = {
  /** How many milliseconds entries are gathered before they are sent. */
  wait: number;
  /** How many entries one event has at most. */
  entries: number;
  type: string;
  data(entries: readonly Entry[]): unknown;
};

/** One event for each entry, with all of it. */
export const FULL: EventForm = {
  wait: 0,
  entries: 1,
  type: 'request',
  data: ([entry]) => entry && formatEntry(entry),
};

/** How many entries of an event have their violations counted in any case, and how many milliseconds more may count. */
const COUNTED = 10;
const COUNTING = 1;

/** One event for the entries of some milliseconds, with what a list shows of them. */
export const SUMMARY: EventForm = {
  wait: 40,
  entries: 500,
  type: 'requests',
  data(entries) {
    const end = performance.now() + COUNTING;
    return entries.map((entry, at) => summarizeEntry(entry, { count: at < COUNTED || performance.now() < end }));
  },
};

/** How many bytes may wait for one watcher; it gets no more events until it has read some of them. */
const MAX_BUFFERED = 256 * 1024;
/** How many events are written to one watcher before it is the turn of others. */
const MAX_AT_ONCE = 20;
/** How many events are cached for the other watchers. */
const MAX_RECENT = 16;

/** A watcher, and the number of the next entry to send. */
type Watcher = { readonly response: ServerResponse; next: number };

/**
 * The events of one journal in one form. An event is usually created once for all watchers. A slow watcher gets later what the
 * journal still has then, so that no events pile up for it.
 */
export class EventFeed {
  readonly #journal: Journal;
  readonly #form: EventForm;
  readonly #watchers = new Set<Watcher>();
  readonly #recent = new LRUCache<string, Buffer>({ max: MAX_RECENT });
  #stop: (() => void) | undefined;
  #isScheduled = false;

  constructor(journal: Journal, form: EventForm) {
    this.#journal = journal;
    this.#form = form;
  }

  /** Sends each entry after number `last`, or each new entry. Returns the function that removes the watcher. */
  add(response: ServerResponse, last: number | undefined): () => void {
    const { oldest, next } = this.#journal;
    // a number beyond the last entry belongs to another journal, such as the one before a restart
    const from = last === undefined ? next : last < next ? last + 1 : oldest;
    const watcher = { response, next: from };
    this.#watchers.add(watcher);
    this.#stop ??= this.#journal.watch(() => this.#schedule(this.#form.wait));
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
  #schedule(wait: number): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const sendAll = () => {
      this.#isScheduled = false;
      for (const watcher of this.#watchers) this.#send(watcher);
    };
    if (wait === 0) setImmediate(sendAll);
    else setTimeout(sendAll, wait).unref();
  }

  #send(watcher: Watcher): void {
    const { response } = watcher;
    for (let sent = 0; watcher.next < this.#journal.next && isReading(response); sent++) {
      if (sent === MAX_AT_ONCE) return this.#schedule(0);
      const { oldest, next } = this.#journal;
      if (watcher.next < oldest) {
        response.write(goneEvent(watcher.next, oldest - 1));
        watcher.next = oldest;
      } else {
        const end = Math.min(next, watcher.next + this.#form.entries);
        const event = this.#eventOf(watcher.next, end);
        watcher.next = end;
        if (event) response.write(event);
      }
    }
  }

  /** The event of the entries from one number to before another; undefined if the journal has none of them. */
  #eventOf(from: number, end: number): Buffer | undefined {
    const key = `${from}-${end}`;
    const recent = this.#recent.get(key);
    if (recent) return recent;
    const entries: Entry[] = [];
    for (let id = from; id < end; id++) {
      const entry = this.#journal.get(id);
      if (entry) entries.push(entry);
    }
    if (entries.length === 0) return undefined;
    const { type, data } = this.#form;
    const event = Buffer.from(`event: ${type}\nid: ${end - 1}\ndata: ${JSON.stringify(data(entries))}\n\n`);
    this.#recent.set(key, event);
    return event;
  }
}

/** Whether a watcher reads fast enough to get more events. */
export function isReading({ writable, writableLength }: ServerResponse): boolean {
  return writable && writableLength < MAX_BUFFERED;
}

/** The event that names the entries which the journal no longer has. */
function goneEvent(from: number, to: number): string {
  return `event: gone\nid: ${to}\ndata: ${JSON.stringify({ from, to })}\n\n`;
}
