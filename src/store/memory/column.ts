import { type Instant, parseInstant } from '../../kernel/index.js';

/** How the values of a key compare: as numbers (booleans too, false first), as points in time, or as text by code unit. */
export type ColumnKind = 'number' | 'instant' | 'text';

/** The values of one key in all records, by slot. Null compares as last, whatever the direction. */
export type Column = NumberColumn | TextColumn;

/** 1 for ascending, -1 for descending. */
export type Sign = 1 | -1;

/** A column with room for so many values; it is copied into one twice as large when it needs more. */
export function columnOf(kind: ColumnKind, room = 64): Column {
  return kind === 'text' ? new TextColumn(room) : new NumberColumn(kind === 'instant' ? instantOf : numberOf, room);
}

/** Numbers, with NaN for null. */
export class NumberColumn {
  values: Float64Array;
  /** A value as the column has it. */
  readonly read: (value: unknown) => number;

  constructor(read: (value: unknown) => number, room: number) {
    this.values = new Float64Array(room);
    this.read = read;
  }

  set(slot: number, value: unknown): void {
    if (slot >= this.values.length) this.values = resized(this.values, this.values.length * 2);
    this.values[slot] = this.read(value);
  }

  isNull(slot: number): boolean {
    return Number.isNaN(this.values[slot]);
  }

  /** Whether the left record stands before (below 0) or after (above 0) the right one. */
  compare(left: number, right: number, sign: Sign): number {
    return compareNumbers(this.values[left] as number, this.values[right] as number, sign);
  }

  /** The same, of a record and a value. */
  compareTo(slot: number, value: unknown, sign: Sign): number {
    return compareNumbers(this.values[slot] as number, this.read(value), sign);
  }
}

/** Texts. What is neither text nor null compares as its JSON. */
export class TextColumn {
  readonly values: (string | null)[];
  /** Texts that many records share are held once; undefined once too few of them turn out to be shared. */
  #shared: Map<string, string> | undefined = new Map();
  #sharings = 0;

  constructor(room: number) {
    this.values = new Array(room);
  }

  /** A value as the column has it. */
  read(value: unknown): string | null {
    return textOf(value);
  }

  set(slot: number, value: unknown): void {
    const text = textOf(value);
    // very often it is that of the record before
    const before = this.values[slot - 1];
    this.values[slot] = text === before ? before : this.#sharedText(text);
  }

  isNull(slot: number): boolean {
    return this.values[slot] === null;
  }

  compare(left: number, right: number, sign: Sign): number {
    return compareTexts(this.values[left] as string | null, this.values[right] as string | null, sign);
  }

  compareTo(slot: number, value: unknown, sign: Sign): number {
    return compareTexts(this.values[slot] as string | null, textOf(value), sign);
  }

  #sharedText(text: string | null): string | null {
    if (text === null || !this.#shared || text.length > MAX_SHARED_LENGTH) return text;
    const shared = this.#shared.get(text);
    if (shared !== undefined) {
      this.#sharings++;
      return shared;
    }
    if (this.#shared.size < MAX_SHARED) this.#shared.set(text, text);
    else if (this.#sharings < MAX_SHARED) this.#shared = undefined;
    return text;
  }
}

/** A value as the columns of a kind compare it: null where it is none of them. */
export function comparedValue(kind: ColumnKind, value: unknown): number | string | null {
  if (kind === 'text') return textOf(value);
  const number = kind === 'instant' ? instantOf(value) : numberOf(value);
  return Number.isNaN(number) ? null : number;
}

const MAX_SHARED = 10_000;
/** In characters: longer texts are hardly ever the same, and would never be freed. */
const MAX_SHARED_LENGTH = 100;

function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : Number.NaN;
}

/** A condition's bound is an instant already. */
function instantOf(value: unknown): Instant {
  if (typeof value === 'number') return value;
  return (typeof value === 'string' ? parseInstant(value) : undefined) ?? Number.NaN;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function compareNumbers(left: number, right: number, sign: Sign): number {
  if (left === right) return 0;
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1;
  if (Number.isNaN(right)) return -1;
  return left < right ? -sign : sign;
}

function compareTexts(left: string | null, right: string | null, sign: Sign): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -sign : sign;
}

/** The same numbers, and room for more. */
export function resized<Numbers extends Float64Array | Uint32Array | Uint16Array>(
  numbers: Numbers,
  length: number,
): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(length);
  larger.set(numbers);
  return larger;
}
