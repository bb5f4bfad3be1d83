import { isObject } from '../../kernel/index.js';
import type { CollectionRule } from '../resources.js';
import { readMember, splitPath } from './member-path.js';

/** Finds the record of another collection with a key. */
export type FindOther = (collection: string, key: unknown) => Readonly<Record<string, unknown>> | undefined;

/**
 * What was sent, with the members that follow it. `isGiven` says that a person gave it. Members that follow records of another
 * collection stay as they are where those cannot be found.
 */
export function withFollowers(
  { follows }: Pick<CollectionRule, 'follows'>,
  sent: Readonly<Record<string, unknown>>,
  { findOther, isGiven = false }: { findOther?: FindOther; isGiven?: boolean },
): Readonly<Record<string, unknown>> {
  if (!follows) return sent;
  let written: Record<string, unknown> | undefined;
  for (const [name, { member, of, shows = '', otherwise = null, emptyIsNull = false }] of Object.entries(follows)) {
    const [first = ''] = splitPath(member);
    if (!Object.hasOwn(sent, first) || (of !== undefined && !findOther)) continue;
    const read = readMember(sent, member);
    const value = isGiven && emptyIsNull && read === '' ? null : read;
    // null in the place of an object is null for what stands inside of it
    if (of === undefined && value === undefined && isObject(sent[first])) continue;
    written ??= { ...sent };
    written[name] =
      of === undefined
        ? (value ?? null)
        : (readMember(value === null ? undefined : findOther?.(of, value), shows) ?? otherwise);
  }
  return written ?? sent;
}
