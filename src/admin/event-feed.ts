import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { formatEntry, type Journal } from '../journal/index.js';

/** A watcher for whom so many bytes wait gets nothing more until it has read them. */
const MOST_WAITING = 256 * 1024;
/** How many events are written to one watcher before others get their turn. */
const MOST_AT_ONCE = 20;
/** How many events are kept for the other watchers, who usually want the same. */
const MOST_RECENT = 16;

/** Where a watcher is: the next entry that it is told of. */
type Watcher = { readonly response: ServerResponse; next: number };

/**
 * The events of one journal, each made once for all watchers that can take it. Who reads slowly gets later what is still in the
 * journal by then, so that nothing piles up for it.
 */
export class EventFeed {
  readonly #journal: Journal;
  readonly #watchers = new Set<Watcher>();
  readonly #recent = new LRUCache<number, Buffer>({ max: MOST_RECENT });
  #stop: (() => void) | undefined;
  #isTold = false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Tells of each entry after the one with the number `last`, or of those to come, until what is answered is called. */
  add(response: ServerResponse, last: number | undefined): () => void {
    const { oldest, next } = this.#journal;
    // a number that was never given is of another journal, such as the one before a restart
    const from = last === undefined ? next : last < next ? last + 1 : oldest;
    const watcher = { response, next: from };
    this.#watchers.add(watcher);
    this.#stop ??= this.#journal.watch(() => this.#tellSoon());
    const goOn = () => this.#tell(watcher);
    response.on('drain', goOn);
    goOn();
    return () => {
      response.off('drain', goOn);
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
      this.#recent.clear();
    };
  }

  /** In a turn of its own: whoever is answered need not wait for it. */
  #tellSoon(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    setImmediate(() => {
      this.#isTold = false;
      for (const watcher of this.#watchers) this.#tell(watcher);
    });
  }

  #tell(watcher: Watcher): void {
    const { response } = watcher;
    for (let told = 0; watcher.next < this.#journal.next && canTake(response); told++) {
      if (told === MOST_AT_ONCE) return this.#tellSoon();
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

/** Whether a watcher reads what it is told. */
export function canTake({ writable, writableLength }: ServerResponse): boolean {
  return writable && writableLength < MOST_WAITING;
}

/** Says which entries cannot be told of any more. */
function goneEvent(from: number, to: number): string {
  return `event: gone\nid: ${to}\ndata: ${JSON.stringify({ from, to })}\n\n`;
}
