import { isObject } from '../../../kernel/index.js';
import { DONE_COMPANIONS, type DoneCompanion } from '../../list-rules.js';
import { readMember, writeMember } from '../../records/member-path.js';
import { parseStored } from '../../records/stored.js';
import type { OperationRule } from '../../resources.js';

/** What an operation has done: the records that it shows, as they are stored, the key of the record, and how many it changed. */
export type Done = {
  records?: readonly Uint8Array[];
  key?: string | number | undefined;
  count?: number;
  /** The token of a log-in. */
  token?: string | undefined;
  /** For how many seconds it is valid. */
  seconds?: number;
};

/** A member of a response, by the names that lead to it, and what it says of what was done. */
export type DonePlace = readonly [path: string, says: DoneCompanion];

/** The members of a response that say what was done, where the rule names them, or the names of a log-in's response do. */
export function findDonePlaces({ does, companions }: OperationRule, body: unknown): readonly DonePlace[] {
  const named = Object.entries(companions ?? {}).filter((entry): entry is [string, DoneCompanion] =>
    isOfDone(entry[1]),
  );
  return does === 'logIn' && named.length === 0 ? findTokens(body, []) : named;
}

function isOfDone(companion: unknown): companion is DoneCompanion {
  return typeof companion === 'object' || DONE_COMPANIONS.some(one => one === companion);
}

/** How deep a token may stand in the body of a log-in's response. */
const MAX_DEPTH = 3;
const TOKEN = /^((access|auth|authentication|bearer|session|id|api)_?)?token$|^jwt$/i;
const SECONDS = /^(token_?)?expires_?in$|^ttl$/i;

function findTokens(body: unknown, names: readonly string[]): DonePlace[] {
  if (!isObject(body) || names.length >= MAX_DEPTH) return [];
  return Object.entries(body).flatMap(([name, value]): DonePlace[] => {
    const path = [...names, name];
    if (typeof value === 'string' && TOKEN.test(name)) return [[path.join('.'), 'token']];
    if (typeof value === 'number' && SECONDS.test(name)) return [[path.join('.'), 'seconds']];
    return findTokens(value, path);
  });
}

/** A body in which the members that say what was done have their values. */
export function writeDone(body: unknown, places: readonly DonePlace[], done: Done): unknown {
  const [first] = done.records ?? [];
  return places.reduce((filled, [path, says]) => {
    const value = valueIn(says, done, first);
    return value === undefined ? filled : writeMember(filled, path, asLike(readMember(filled, path), value));
  }, body);
}

function valueIn(says: DoneCompanion, { key, count, token, seconds }: Done, stored: Uint8Array | undefined): unknown {
  if (typeof says === 'object') return stored && (readMember(parseStored(stored), says.member) ?? null);
  return { key, count, token, seconds }[says];
}

/** A value as another one in its place is written: a number or a text. */
export function asLike(sample: unknown, value: unknown): unknown {
  if (typeof sample === 'number' && typeof value === 'string') {
    return Number.isFinite(Number(value)) ? Number(value) : sample;
  }
  return typeof sample === 'string' && typeof value === 'number' ? String(value) : value;
}
