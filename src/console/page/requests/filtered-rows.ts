import type { FoundOnServer, ParsedFilter } from './filter.js';
import type { RequestLog } from './request-log.js';
import { isGap, type Row, Rows } from './rows.js';

/** The rows of a log that match a filter. Only new rows are tested, unless something else has changed. */
export class FilteredRows {
  readonly rows = new Rows();
  readonly #log: RequestLog;
  #filter: ParsedFilter | undefined;
  #found: FoundOnServer | undefined;
  #epoch = -1;
  /** The number of the newest row that was tested. */
  #tested = 0;

  constructor(log: RequestLog) {
    this.#log = log;
  }

  /** Tests what is new. Give another `found` when the server has found something else. */
  update(filter: ParsedFilter, found: FoundOnServer): Rows {
    const { rows: all, epoch } = this.#log;
    if (filter !== this.#filter || found !== this.#found || epoch !== this.#epoch) {
      this.rows.clear();
      this.#tested = 0;
      [this.#filter, this.#found, this.#epoch] = [filter, found, epoch];
    }
    for (let index = all.countUpTo(this.#tested); index < all.length; index++) {
      const row = all.at(index) as Row;
      if (isGap(row) || filter.matches(row, found)) this.rows.push(row);
      this.#tested = row.id;
    }
    this.rows.dropBefore(all.at(0)?.id ?? 0);
    return this.rows;
  }
}
