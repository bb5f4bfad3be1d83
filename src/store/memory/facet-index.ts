import { type ColumnKind, comparedValue, resized } from './column.js';
import type { Condition } from './condition.js';
import type { StoredRecord } from './definition.js';

/** Some classes: their numbers, and by number whether a class is chosen. */
export type Choice = { ids: readonly number[]; isChosen: Uint8Array };

/**
 * Sorts records into classes: two are of one class if they have the same values in some keys of few values. Indexes count
 * their records by class, so that any filter on those keys has its total without a look at each record.
 */
export class FacetIndex {
  /** The class of the record in each slot. */
  of = new Uint16Array(64);
  readonly #parts: readonly Part[];
  /** The number of each class by its mixed code. */
  readonly #ids = new Map<number, number>();

  constructor(keys: readonly string[], columns: Readonly<Record<string, ColumnKind>>) {
    this.#parts = keys.map(key => {
      const kind = columns[key] ?? 'text';
      return { key, kind, byNull: kind === 'instant', codes: new Map(), ofClass: [] };
    });
  }

  /** How many classes there are. */
  get count(): number {
    return this.#ids.size;
  }

  set(slot: number, record: StoredRecord): void {
    if (slot >= this.of.length) this.of = resized(this.of, this.of.length * 2);
    let mixed = 0;
    for (const part of this.#parts) mixed = mixed * BASE + codeFor(part, record[part.key]);
    let id = this.#ids.get(mixed);
    if (id === undefined) {
      id = this.#ids.size;
      if (id > 0xffff) throw new Error('records are of more classes than can be told apart: declare fewer keys');
      this.#ids.set(mixed, id);
      for (const part of this.#parts) part.ofClass.push(codeFor(part, record[part.key]));
    }
    this.of[slot] = id;
  }

  /** Whether classes tell, of all or most values, if a condition is fulfilled. */
  serves({ key, is }: Condition): boolean {
    const part = this.#parts.find(part => part.key === key);
    return part !== undefined && (part.byNull ? BY_NULL : BY_VALUE).has(is);
  }

  /** Chooses the classes whose records fulfil conditions that classes serve; each record must still be tested for `rest`. */
  choose(conditions: readonly Condition[]): { choice: Choice; rest: Condition[] } {
    const rest: Condition[] = [];
    const isChosen = new Uint8Array(this.count).fill(1);
    for (const condition of conditions) if (this.#narrow(isChosen, condition) === 'vague') rest.push(condition);
    const ids: number[] = [];
    for (let id = 0; id < isChosen.length; id++) if (isChosen[id] === 1) ids.push(id);
    return { choice: { ids, isChosen }, rest };
  }

  /** Drops the classes whose records do not fulfil a condition; where that is vague, some records of the others do not either. */
  #narrow(isChosen: Uint8Array, condition: Condition): 'exact' | 'vague' {
    const { kind, byNull, codes, ofClass } = this.#parts.find(({ key }) => key === condition.key) as Part;
    const value = 'value' in condition ? condition.value : null;
    const wanted = byNull ? Number(value === null) : codes.get(comparedValue(kind, value));
    const isNegated = condition.is === 'unequal' || condition.is === 'not-null';
    // such a value is among those that got no code of their own
    const isVague = wanted === undefined && !byNull && codes.size === MAX_CODES;
    if (isVague && isNegated) return 'vague';
    const code = isVague ? UNCODED : wanted;
    for (let id = 0; id < isChosen.length; id++) if ((ofClass[id] === code) === isNegated) isChosen[id] = 0;
    return isVague ? 'vague' : 'exact';
  }
}

type Part = {
  key: string;
  kind: ColumnKind;
  /** Of a time it only matters whether there is one: the code is 1 where there is none, else 0. */
  byNull: boolean;
  codes: Map<number | string | null, number>;
  /** The code that the records of each class have. */
  ofClass: number[];
};

const BASE = 32;
/** How many values of a key get a code of their own; all others share one. */
const MAX_CODES = BASE - 1;
const UNCODED = MAX_CODES;

const BY_VALUE = new Set<Condition['is']>(['equal', 'unequal', 'null', 'not-null']);
const BY_NULL = new Set<Condition['is']>(['null', 'not-null']);

function codeFor({ kind, byNull, codes }: Part, value: unknown): number {
  if (byNull) return Number(value === null || value === undefined);
  const compared = comparedValue(kind, value);
  const known = codes.get(compared);
  if (known !== undefined) return known;
  if (codes.size === MAX_CODES) return UNCODED;
  codes.set(compared, codes.size);
  return codes.size - 1;
}
