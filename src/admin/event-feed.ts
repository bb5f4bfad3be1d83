import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { formatEntry, type Journal } from '../journal/index.js';

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
export class EventFeed {
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
export function canTake({ writable, writableLength }: ServerResponse): boolean {
  return writable && writableLength < MAX_BUFFERED;
}

/** The event that names the entries which the journal no longer has. */
function goneEvent(from: number, to: number): string {
  return `event: gone\nid: ${to}\ndata: ${JSON.stringify({ from, to })}\n\n`;
}
