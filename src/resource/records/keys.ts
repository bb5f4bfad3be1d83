import { createHash } from 'node:crypto';
import { generateValue, nameOfThing, VALUES_TIME } from '../../fake/index.js';
import type { SchemaView } from '../../openapi/index.js';
import type { Kept } from './kept.js';
import { memberView, readMember, splitPath } from './member-path.js';
import { asMember, type VisibleRecord } from './stored.js';

/** What a key is made for. */
export type KeyWish = {
  /** The seed of the mock and the name of its API. */
  seed: string;
  /** The number of the record. */
  n: number;
  /** The first key where they are counted. */
  first: number;
  /** The record without the key. */
  record: VisibleRecord;
  isTaken(key: string): boolean;
};

/** How many keys are tried until one is not taken. */
const MAX_ATTEMPTS = 50;

/** Makes the key of a new record, of the type of its member; undefined where all that could be made are taken. */
export function makeKey(kept: Kept, wish: KeyWish): string | number | undefined {
  const view = keyView(kept);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const text = makeText(kept, wish, { view, attempt });
    if (text === undefined || wish.isTaken(text)) continue;
    return asMember(kept, kept.rule.key ?? '', text);
  }
  return undefined;
}

/** How the keys of a collection are made, where the rule does not say it: as the type of the member wants it. */
export function kindOfKeys(kept: Kept): NonNullable<Kept['rule']['ids']> {
  if (kept.rule.ids) return kept.rule.ids;
  const view = keyView(kept);
  if (view === undefined || view.types.has('integer') || view.types.has('number')) return 'integer';
  return view.format === 'uuid' ? 'uuid' : 'text';
}

/** The schema of the member that has the key. */
export function keyView({ rule, view }: Kept): SchemaView | undefined {
  return rule.key === undefined ? undefined : memberView(view, rule.key);
}

/** The lowest key where keys are counted. */
export function lowestKey(kept: Kept): number {
  return Math.ceil(Math.max(1, keyView(kept)?.minimum ?? 1));
}

type Try = { view: SchemaView | undefined; attempt: number };

function makeText(kept: Kept, { seed, n, first, record }: KeyWish, { view, attempt }: Try): string | undefined {
  const digest = () => createHash('sha1').update(`${seed} ${kept.name} ${n} ${attempt}`).digest('hex');
  switch (kindOfKeys(kept)) {
    case 'integer':
      return String(first - 1 + n + attempt);
    case 'uuid':
      return toUuid(digest());
    case 'slug': {
      const slug = slugOf(record) ?? nameOfThing(kept.name).replaceAll(' ', '-');
      return attempt === 0 && slug !== '' ? slug : `${slug || 'item'}-${attempt + 1}`;
    }
    case 'text': {
      if (!view) return digest().slice(0, 24);
      const name = splitPath(kept.rule.key ?? '').at(-1) ?? '';
      const options = { seed: `${seed} ${kept.name} key ${n} ${attempt}`, name, now: VALUES_TIME, examples: false };
      const made = generateValue(view.schema, options)?.value;
      return typeof made === 'string' || typeof made === 'number' ? String(made) : undefined;
    }
  }
}

/** A UUID of version 4 from 32 hexadecimal digits. */
function toUuid(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

function slugOf(record: VisibleRecord): string | undefined {
  const title = ['name', 'title', 'label', 'username', 'metadata.name']
    .map(name => readMember(record, name))
    .find(value => typeof value === 'string');
  if (typeof title !== 'string') return undefined;
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z\d]+/g, '-').replace(/^-+|-+$/g, '') || undefined;
}
