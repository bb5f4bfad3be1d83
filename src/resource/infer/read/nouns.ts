/** The words of a name, in lower case: `petId`, `pet_id` and `Pet-Id` are `pet`, `id`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter(word => word !== '')
    .map(word => word.toLowerCase());
}

/** The words of a name, the last of them in the singular, without a space: `PetCategories` is `petcategory`. */
export function nounOf(name: string): string {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const kept = words.length > 1 && COLLECTIVES.has(last) ? words.slice(0, -1) : words;
  return [...kept.slice(0, -1), singularOf(kept.at(-1) ?? '')].join('');
}

/** Whether two names are of the same thing: `pets` and `Pet`, `user-list` and `users`. */
export function isSameNoun(one: string, other: string): boolean {
  const noun = nounOf(one);
  return noun !== '' && noun === nounOf(other);
}

/** The singular of an English noun in lower case. Names only have to be compared, so that a rare word may come out wrong. */
export function singularOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (/(ss|us|is|news)$/.test(word) || word.length < 3) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return word.replace(/ies$/, 'y');
  if (/(?:ss|sh|ch|x|zz|ias|(?:at|ir|on|mp)us)es$/.test(word)) return word.replace(/es$/, '');
  if (/(l|r|ea|oa)ves$/.test(word)) return word.replace(/ves$/, 'f');
  return word.replace(/s$/, '');
}

/** Words after a noun that make it many: `UserList`. */
const COLLECTIVES = new Set(['list', 'collection', 'set', 'page', 'array']);

const IRREGULAR = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['ids', 'id'],
  ['men', 'man'],
  ['women', 'woman'],
  ['media', 'medium'],
  ['criteria', 'criterion'],
  ['indices', 'index'],
  ['indexes', 'index'],
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['analyses', 'analysis'],
  ['heroes', 'hero'],
  ['lives', 'life'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['archives', 'archive'],
  ['curves', 'curve'],
  ['buses', 'bus'],
  ['caches', 'cache'],
  ['series', 'series'],
]);
