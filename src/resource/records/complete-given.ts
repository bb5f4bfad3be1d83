import { isPasswordDigest } from '../../kernel/index.js';
import type { CollectionRule } from '../resources.js';
import { compileFollow, type FindOther } from './follow.js';
import { keepAs } from './keep-as.js';
import { digestGiven } from './passwords.js';
import type { VisibleRecord } from './stored.js';

type Parts = {
  /** All members of a record, in their order. */
  names: readonly string[];
  key: string;
  findOther: FindOther;
};

/**
 * Creates what completes records that a person gives: with the defaults, else null, with the members that follow others, and with
 * digests of passwords. What was given stays.
 */
export function createGivenCompleter(
  rule: Pick<CollectionRule, 'defaults' | 'follows' | 'keptAs' | 'members' | 'passwords'>,
  { names, key, findOther }: Parts,
): (given: VisibleRecord) => VisibleRecord {
  const { defaults = {}, passwords = {} } = rule;
  const follow = compileFollow(rule);
  const ordered = [...new Set([...(rule.members ?? []), ...names])];
  const blank = Object.fromEntries(ordered.map(name => [name, defaults[name] ?? null]));
  const isDigested = (given: VisibleRecord) => Object.keys(passwords).every(name => isPasswordDigest(given[name]));
  return given => {
    if (isDigested(given) && names.every(name => name in given)) return given;
    const written = keepAs(rule, { ...given, ...follow(given, { findOther, isGiven: true }), ...given });
    // given records have no seed, so that their digests depend on their keys alone
    const { sent } = digestGiven({ rule, secrets: [] }, written, { seed: 0, id: String(given[key]) });
    return { ...blank, ...sent };
  };
}
