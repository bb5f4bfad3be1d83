import type { RequestSummary } from '../data/request-types.js';
import { type Row, Rows } from './rows.js';

/** How many rows are kept: as many as all journals of a server hold. */
export const MAX_ROWS = 20_000;

/** The newest requests as the page has received them, each once and by rising number, with the gaps between them. */
export class RequestLog {
  readonly rows = new Rows();
  readonly #max: number;
  /** Rises whenever rows came or went in another way than at the end. */
  epoch = 0;

  constructor(max = MAX_ROWS) {
    this.#max = max;
  }

  /** The number of the newest row; 0 without one. */
  get newest(): number {
    return this.rows.last?.id ?? 0;
  }

  /** Adds newer requests. Those that are here already are ignored. */
  add(requests: readonly RequestSummary[]): void {
    for (const request of requests) if (request.id > this.newest) this.rows.push(request);
    this.#dropOldest();
  }

  /** Adds requests that are older than all that are here, in any order. */
  addOlder(requests: readonly RequestSummary[]): void {
    const oldest = this.rows.at(0)?.id ?? Number.POSITIVE_INFINITY;
    const older = requests.filter(({ id }) => id < oldest).toSorted((one, other) => one.id - other.id);
    const room = this.#max - this.rows.length;
    if (older.length === 0 || room <= 0) return;
    this.rows.prepend(older.slice(-room));
    this.epoch++;
  }

  /** Adds that the journal no longer had these requests. */
  addGap({ from, to }: { from: number; to: number }): void {
    const first = Math.max(from, this.newest + 1);
    // without a row before it, nobody has seen that something is missing
    if (first > to || this.rows.length === 0) return;
    this.rows.push({ id: to, from: first, to } satisfies Row);
    this.#dropOldest();
  }

  clear(): void {
    this.rows.clear();
    this.epoch++;
  }

  #dropOldest(): void {
    const tooMany = this.rows.length - this.#max;
    if (tooMany > 0) this.rows.dropBefore((this.rows.at(tooMany) as Row).id);
  }
}
