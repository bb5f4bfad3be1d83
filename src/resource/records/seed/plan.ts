import { drawFaker, generateValue, VALUES_TIME } from '../../../fake/index.js';
import { type Instant, isObject } from '../../../kernel/index.js';
import { hidesMembers, type Kept, MAX_COUNTED } from '../kept.js';
import { keyView, kindOfKeys, lowestKey, makeKey } from '../keys.js';
import { writeMember } from '../member-path.js';
import { asMember, fitsStore, type VisibleRecord, visibleKey } from '../stored.js';

/** The starting records of a collection before they are made: their keys, and the examples among them. */
export type Plan = {
  entries: readonly Entry[];
  keys: readonly (string | number)[];
  /** The first key where keys are counted: those that are counted follow the examples. */
  first: number;
  /** The number of the record that follows them: where keys count the records, the key after theirs. */
  next: number;
};

/** One starting record. `isDocumented` where the description shows it, or its key. */
type Entry = { key: string | number; example: VisibleRecord | undefined; isDocumented: boolean };

/**
 * Plans the starting records of a collection: first its examples, then records with the keys of documented requests, then as
 * many others as are wanted.
 */
export function planRecords(
  kept: Kept,
  {
    examples,
    documented,
    count,
    seed,
  }: {
    examples: readonly VisibleRecord[];
    /** Keys that requests of the description have. */
    documented: readonly (string | number)[];
    count: number;
    seed: string;
  },
): Plan {
  const used = examples.slice(0, count);
  const first = firstKey(kept, used);
  const taken = new Set<string>();
  for (const example of used) {
    const key = visibleKey(kept, example);
    if (key !== undefined) taken.add(String(key));
  }
  const others = [...new Set(documented.map(key => asKey(kept, key)))].filter(
    key => key !== undefined && !taken.has(String(key)),
  );
  const entries: Entry[] = [];
  for (let n = 1; n <= (canMake(kept) ? count : used.length); n++) {
    const example = used[n - 1];
    const own = example ? visibleKey(kept, example) : others.shift();
    const record = example ?? (kindOfKeys(kept) === 'slug' ? makeDraft(kept, { seed, n }) : {});
    const key = own ?? makeKey(kept, { seed, n, first, record, isTaken: key => taken.has(key) });
    // a key of few values, such as a country, allows no more records
    if (key === undefined) break;
    taken.add(String(key));
    entries.push({ key, example, isDocumented: example !== undefined || own !== undefined });
  }
  const keys = entries.map(({ key }) => key);
  const next = hidesMembers(kept) ? keys.length + 1 : Math.max(lowestKey(kept), highestCounted(keys) + 1);
  return { entries, keys, first, next };
}

/** A record as its schema has it, before it gets its key and what it refers to. Another attempt makes another one. */
export function makeDraft(kept: Kept, { seed, n, attempt = 0 }: { seed: string; n: number; attempt?: number }) {
  if (!kept.view) return {};
  const suffix = attempt === 0 ? '' : `#${attempt}`;
  const options = { seed: `${seed} ${kept.name} ${n}${suffix}`, name: kept.name, now: VALUES_TIME, examples: false };
  const made = generateValue(kept.view.schema, options)?.value;
  return fakeMembers(kept, isObject(made) ? made : {}, options);
}

/** A draft with the members that the rule lets faker make. What does not fit the schema is mended with the record. */
function fakeMembers(
  { rule }: Kept,
  draft: VisibleRecord,
  { seed, now }: { seed: string; now: Instant },
): VisibleRecord {
  let faked: unknown = draft;
  for (const [path, call] of Object.entries(rule.fake ?? {})) {
    faked = writeMember(faked, path, drawFaker(call, { seed: `${seed} ${path}`, now }));
  }
  return faked as VisibleRecord;
}

/** A key of a request as records have it; undefined where it is of another type. */
function asKey(kept: Kept, key: string | number): string | number | undefined {
  const value = asMember(kept, kept.rule.key ?? '', key);
  return fitsStore(kept, value) && keyView(kept)?.schema.validate(value).length === 0 ? value : undefined;
}

/** Records of which nothing is known are not invented. */
function canMake({ view }: Kept): boolean {
  return view !== undefined && view.members.size > 0;
}

/** The keys that are counted begin so that they follow those of the examples. */
function firstKey(kept: Kept, examples: readonly VisibleRecord[]): number {
  const keys = examples.map(example => Number(visibleKey(kept, example)));
  return Math.max(lowestKey(kept), highestCounted(keys) + 1 - examples.length);
}

function highestCounted(keys: readonly (string | number)[]): number {
  let highest = 0;
  for (const key of keys)
    if (Number.isSafeInteger(key) && Number(key) <= MAX_COUNTED) highest = Math.max(highest, Number(key));
  return highest;
}
