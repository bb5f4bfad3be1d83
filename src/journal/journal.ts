import { setImmediate as pause } from 'node:timers/promises';
import type { Criteria } from './criteria/criteria.js';
import { type BodyView, type DescribeExchange, Entry, type EntryContext } from './entry.js';
import { EntrySlot } from './entry-slot.js';
import { type Exchange, isReceived, isUnmatched, type RespondedBy, type SentBodies } from './exchange.js';
import type { JournalMemory } from './journal-memory.js';

export type JournalOptions = {
  /** How many exchanges are kept; the newest ones are. */
  max: number;
  /** Shared by all journals. */
  memory: JournalMemory;
  describe: DescribeExchange;
};

/** Which entries to return; an absent member does not limit them. */
export type EntryFilter = {
  api?: string | undefined;
  operation?: string | undefined;
  status?: number | undefined;
  /** In upper case. */
  method?: string | undefined;
  respondedBy?: RespondedBy | undefined;
  /** The id of the rule that changed the response. */
  rule?: string | undefined;
  /** Only entries with a smaller number. */
  before?: number | undefined;
  /** A text in the body of the request, and one in that of the response. */
  body?: string | undefined;
  responseBody?: string | undefined;
  /** Milliseconds since 1970, inclusive, as is `until`. */
  since?: number | undefined;
  until?: number | undefined;
  /** Whether the contract was violated. */
  violations?: boolean | undefined;
  /** Whether the mock sent the request, as a callback. */
  callbacks?: boolean | undefined;
};

/** How many entries to skip, and how many to return. */
export type EntryRange = { offset: number; limit: number };

/** Some entries, newest first, and how many there are in all. */
export type EntryPage = { entries: readonly Entry[]; total: number };

/** How many milliseconds a search runs before other requests get their turn. */
const SLICE = 5;

/** The newest exchanges, numbered from 1 in the order in which they ended; no number is used twice. */
export class Journal {
  readonly #max: number;
  readonly #memory: JournalMemory;
  readonly #context: EntryContext;
  readonly #watchers = new Set<(id: number) => void>();
  /** The slot of an entry is at its number modulo the limit. */
  #slots: (EntrySlot | undefined)[] = [];
  #oldest = 1;
  #next = 1;

  constructor({ max, memory, describe }: JournalOptions) {
    this.#max = max;
    this.#memory = memory;
    this.#context = { memory, describe };
  }

  /** Adds an exchange and copies its bodies. It is cheap, since it is called for each request. */
  add(exchange: Exchange, bodies: SentBodies): void {
    const id = this.#next++;
    const slot = this.#takeSlot(id % this.#max);
    slot.overwrite(id, exchange, bodies);
    this.#oldest = Math.max(this.#oldest, this.#next - this.#max);
    this.#memory.hold(slot);
    if (this.#watchers.size > 0) for (const notify of this.#watchers) notify(id);
  }

  get(id: number): Entry | undefined {
    const slot = id >= this.#oldest && id < this.#next ? this.#slots[id % this.#max] : undefined;
    return slot && new Entry(slot, this.#context);
  }

  /** The number of the oldest entry, or of the next one if there is none. */
  get oldest(): number {
    return this.#oldest;
  }

  /** The number of the next entry. */
  get next(): number {
    return this.#next;
  }

  page(filter: EntryFilter, page: EntryRange): Promise<EntryPage> {
    return this.#select(entry => matchesFilter(entry, filter), page);
  }

  /** The entries that were refused because no operation has their path and method. */
  unmatched(page: EntryRange): Promise<EntryPage> {
    return this.#select(({ exchange }) => isUnmatched(exchange), page);
  }

  /** The received requests that match, newest first. Criteria see what was sent, secrets included. */
  find(criteria: Pick<Criteria, 'matches'>): Promise<readonly Entry[]> {
    return this.#search(entry => isReceived(entry.exchange) && criteria.matches(entry.request));
  }

  async count(criteria: Pick<Criteria, 'matches'>): Promise<number> {
    return (await this.find(criteria)).length;
  }

  /** Forgets all entries; the numbers continue. */
  clear(): void {
    for (const slot of this.#slots) if (slot) this.#memory.release(slot);
    this.#slots = [];
    this.#oldest = this.#next;
  }

  /**
   * Calls the listener with the number of each new entry, until the returned function is called. The listener must not
   * throw.
   */
  watch(listener: (id: number) => void): () => void {
    const notify = (id: number) => listener(id);
    this.#watchers.add(notify);
    return () => void this.#watchers.delete(notify);
  }

  /** The slot at a place, without the exchange that it had. */
  #takeSlot(at: number): EntrySlot {
    const known = this.#slots[at];
    if (known) this.#memory.release(known);
    const slot = known ?? new EntrySlot(this.#memory, slot => this.#forget(slot));
    this.#slots[at] = slot;
    return slot;
  }

  async #select(holds: (entry: Entry) => boolean, { offset, limit }: EntryRange): Promise<EntryPage> {
    const found = await this.#search(holds);
    return { entries: found.slice(offset, offset + limit), total: found.length };
  }

  async #search(holds: (entry: Entry) => boolean): Promise<Entry[]> {
    const found: Entry[] = [];
    let end = performance.now() + SLICE;
    for (let id = this.#next - 1; id >= this.#oldest; id--) {
      const entry = this.get(id);
      if (entry && holds(entry)) found.push(entry);
      if (performance.now() < end) continue;
      await pause();
      end = performance.now() + SLICE;
    }
    return found;
  }

  /** Entries are dropped in their order, so all older ones are gone already. The memory of the slot is freed. */
  #forget(slot: EntrySlot): void {
    const at = slot.id % this.#max;
    if (this.#slots[at] !== slot) return;
    this.#slots[at] = undefined;
    this.#oldest = slot.id + 1;
  }
}

/** The cheapest conditions come first. */
function matchesFilter(entry: Entry, filter: EntryFilter): boolean {
  const { since, until, before, violations, callbacks, body, responseBody } = filter;
  const { exchange } = entry;
  for (const member of EXACT) if (filter[member] !== undefined && exchange[member] !== filter[member]) return false;
  if (before !== undefined && entry.id >= before) return false;
  if (since !== undefined && exchange.startedAt < since) return false;
  if (until !== undefined && exchange.startedAt > until) return false;
  if (callbacks !== undefined && (exchange.callback !== undefined) !== callbacks) return false;
  if (body !== undefined && !contains(entry.requestBody, body)) return false;
  if (responseBody !== undefined && !contains(entry.responseBody, responseBody)) return false;
  return violations === undefined || entry.description.violations.length > 0 === violations;
}

/** The members of a filter that an exchange has under the same name. */
const EXACT = ['api', 'operation', 'status', 'method', 'respondedBy', 'rule'] as const;

/** Whether what is kept of a body contains a text, secrets included, as for criteria. */
function contains(body: BodyView | undefined, text: string): boolean {
  return body !== undefined && body !== 'lost' && utf8.decode(body.bytes).includes(text);
}

const utf8 = new TextDecoder();
