import { singular, splitWords } from '../../../fake/index.js';

/** The words of a name, in lower case: `petId`, `pet_id` and `Pet-Id` are `pet`, `id`. */
export function wordsOf(name: string): string[] {
  return splitWords(name)
    .split(' ')
    .filter(word => word !== '');
}

/** The words of a name, the last of them in the singular, without a space: `PetCategories` is `petcategory`. */
export function nounOf(name: string): string {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const kept = words.length > 1 && COLLECTIVES.has(last) ? words.slice(0, -1) : words;
  return [...kept.slice(0, -1), singular(kept.at(-1) ?? '')].join('');
}

/** Whether two names are of the same thing: `pets` and `Pet`, `pet-list` and `pets`. */
export function isSameNoun(one: string, other: string): boolean {
  const noun = nounOf(one);
  return noun !== '' && noun === nounOf(other);
}

/** Words after a noun that make it many: `UserList`. */
const COLLECTIVES = new Set(['list', 'collection', 'set', 'page', 'array']);
