import { LRUCache } from 'lru-cache';
import type { SchemaView } from '../../openapi/index.js';
import type { ShownMembers } from '../resources.js';
import { requireValid } from './complete.js';
import { keepDeclared } from './declared.js';
import { hidesMembers, type Kept, visibleLength } from './kept.js';
import { compileReplaced, compileShown } from './shown.js';
import { numberOf, parseStored, storedKeyValue, type VisibleRecord, visibleOf } from './stored.js';

/** Makes the JSON that an operation shows of a record from the bytes that the store has of it. */
export type Show = (stored: Uint8Array) => Uint8Array;

/** How many bytes of fitted records are kept for an operation, with the records that they were made from. */
const MAX_KEPT = 4 * 1024 * 1024;

/** What an operation shows of records: as a person says it, and by the schema of its response. */
export type Shown = { shows?: ShownMembers | undefined; view: SchemaView | undefined };

/**
 * Whether an operation shows records as they are stored: where the rule of the collection says how they are shown and changes nothing,
 * or else where the response has the collection's own schema.
 */
export function isShownAsStored(kept: Kept, { shows, view }: Shown): boolean {
  if (shows) return false;
  if (kept.rule.shows) return compileReplaced(kept.rule.shows) === undefined;
  return !view || view.place === kept.view?.place;
}

/**
 * How an operation shows the records of a collection: as stored, or as a rule says, or else fitted to the schema of the response,
 * such as that of a summary: without members that it does not have, and with those that it requires, the same each time.
 */
export function createShow(kept: Kept, { shows, view, seed }: Shown & { seed: string }): Show {
  if (isShownAsStored(kept, { shows, view })) {
    if (!hidesMembers(kept)) return stored => stored;
    return stored => {
      // a part of a larger buffer, which is several times as fast as memory of its own
      const json = Buffer.allocUnsafe(stored.length);
      json.set(stored);
      return json.subarray(0, closeRecord(json, 0, visibleLength(kept, stored)));
    };
  }
  const change = shows ? compileShown(shows) : kept.rule.shows && compileReplaced(kept.rule.shows);
  if (change) return stored => Buffer.from(JSON.stringify(change(visibleOf(kept, parseStored(stored)))));
  if (!view) return stored => stored;
  const fitted = new LRUCache<string, Uint8Array>({
    maxSize: MAX_KEPT,
    sizeCalculation: (json, key) => 1 + key.length + json.length,
  });
  return stored => {
    const key = Buffer.from(stored.buffer, stored.byteOffset, stored.length).toString('latin1');
    const known = fitted.get(key);
    if (known) return known;
    const json = Buffer.from(JSON.stringify(fitRecord(kept, stored, { view, seed })));
    fitted.set(key, json);
    return json;
  };
}

function fitRecord(kept: Kept, stored: Uint8Array, { view, seed }: { view: SchemaView; seed: string }): unknown {
  const record = parseStored(stored);
  // some lists have only the keys
  if (view.types.size > 0 && !view.types.has('object')) return storedKeyValue(kept, record);
  const shown = keepDeclared(visibleOf(kept, record), view);
  return requireValid(view, shown as VisibleRecord, `${seed} ${kept.name} ${numberOf(kept, record)}`);
}

/** Closes the JSON of a stored record, at a place in a larger buffer, after its visible part. Returns its new length. */
export function closeRecord(target: Uint8Array, at: number, visible: number): number {
  target[at + visible] = BRACE;
  return visible + 1;
}

const BRACE = '}'.charCodeAt(0);
