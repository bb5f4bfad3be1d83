import { isObject } from '../../kernel/index.js';
import type { CollectionRule } from '../resources.js';
import { readMember } from './member-path.js';

/** Finds the record of another collection with a key. */
export type FindOther = (collection: string, key: unknown) => Readonly<Record<string, unknown>> | undefined;

type Members = Readonly<Record<string, unknown>>;

/**
 * Makes the members that follow what was sent. `isGiven` says that a person gave it. Those that follow records of another collection
 * are absent where these cannot be found.
 */
export type Follow = (sent: Members, options: { findOther?: FindOther; isGiven?: boolean }) => Members;

/** Creates what makes the members that follow others. */
export function compileFollow({ follows = {} }: Pick<CollectionRule, 'follows'>): Follow {
  const followers = Object.entries(follows).map(([name, rule]) => {
    const [first = '', ...others] = rule.member.split('.');
    return { name, first, rest: others.join('.'), ...rule };
  });
  return (sent, { findOther, isGiven = false }) => {
    let made: Record<string, unknown> | undefined;
    for (const { name, first, rest, of, shows = '', otherwise = null, emptyIsNull = false } of followers) {
      if (!Object.hasOwn(sent, first) || (of !== undefined && !findOther)) continue;
      const read = readMember(sent[first], rest);
      const value = isGiven && emptyIsNull && read === '' ? null : read;
      // null in the place of an object is null for what stands inside of it
      if (of === undefined && value === undefined && isObject(sent[first])) continue;
      made ??= {};
      made[name] =
        of === undefined
          ? (value ?? null)
          : (readMember(value === null ? undefined : findOther?.(of, value), shows) ?? otherwise);
    }
    return made ?? NONE;
  };
}

const NONE: Members = {};
