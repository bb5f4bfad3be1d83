import type { Draw } from './by-format.js';
import type { Named, NameRule } from './rules/name-rule.js';
import { PEOPLE } from './rules/people.js';
import { PLACES } from './rules/places.js';
import { drawSwitch, QUANTITIES, TIMES } from './rules/quantities.js';
import { TELECOM } from './rules/telecom.js';
import { WEB } from './rules/web.js';
import { singular } from './singular.js';

/** The first rule that matches counts, so that the special ones stand first. */
const RULES: readonly NameRule[] = [...TELECOM, ...TIMES, ...PLACES, ...WEB, ...PEOPLE, ...QUANTITIES];

const MAX_CACHED = 5_000;
const words = new Map<string, string>();
const owners = new Map<string, string>();
const rules = new Map<string, { text: NameRule | undefined; number: NameRule | undefined }>();

/** What a value is called, and what it belongs to. */
export type Naming = { name: string; owner: string; format?: string | undefined };

/** Makes texts that suit a name, another one at each call; undefined where the name says nothing. */
export function createTexts(naming: Naming, draw: Draw): () => string | undefined {
  const makers = findRules(naming.name).text?.texts;
  if (!makers) return () => undefined;
  const named = nameValue(naming, draw);
  let turn = 0;
  return () => makers[turn++ % makers.length]?.(named);
}

/** A number that suits a name; undefined where the name says nothing. */
export function makeNumberByName(naming: Naming, draw: Draw): number | undefined {
  return findRules(naming.name).number?.number?.(nameValue(naming, draw));
}

/** A boolean that suits a name. */
export function makeBooleanByName(naming: Naming, draw: Draw): boolean {
  return drawSwitch(splitWords(naming.name), nameValue(naming, draw));
}

/** Words at the end of a name that say how a thing is described, and not what it is. */
const WRAPPING =
  /(^| )(objects?|responses?|requests?|dtos?|models?|schemas?|base|full|simplified|details?|infos?|data|payloads?|entit(y|ies)|results?|lists?|items|values?|records?|content|attributes|v\d+|response body|body|embedded|page)$/;

/** What a thing is, by the name of its schema or member: `SimplifiedArtistObject` is an `artist`. Empty where the name does not say. */
export function nameOfThing(name: string): string {
  let thing = splitWords(name);
  while (WRAPPING.test(thing)) thing = thing.replace(WRAPPING, '');
  return singular(thing);
}

/** A name in lower-case words: `createdAt` and `created_at` are both `created at`. */
export function splitWords(name: string): string {
  let split = words.get(name);
  if (split === undefined) {
    split = name
      .replace(/IDs(?![a-z])/g, 'Ids')
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
      .replace(/[^\p{L}\d]+/gu, ' ')
      .trim()
      .toLowerCase();
    if (words.size >= MAX_CACHED) words.clear();
    words.set(name, split);
  }
  return split;
}

function nameValue({ name, owner, format }: Naming, { source, background }: Draw): Named {
  return { source, background, name: splitWords(name), owner: ownerWords(owner), format };
}

function ownerWords(owner: string): string {
  let found = owners.get(owner);
  if (found === undefined) {
    found = singular(splitWords(owner));
    if (owners.size >= MAX_CACHED) owners.clear();
    owners.set(owner, found);
  }
  return found;
}

function findRules(name: string): { text: NameRule | undefined; number: NameRule | undefined } {
  let found = rules.get(name);
  if (!found) {
    const split = splitWords(name);
    const matching = RULES.filter(rule => rule.name.test(split));
    found = { text: matching.find(({ texts }) => texts), number: matching.find(({ number }) => number) };
    if (rules.size >= MAX_CACHED) rules.clear();
    rules.set(name, found);
  }
  return found;
}
