/** The name of one of many: `entries` is `entry`, and `home addresses` is `home address`. A rare word may come out wrong. */
export function singular(name: string): string {
  return name.replace(/[^ ]+$/, word => IRREGULAR.get(word.toLowerCase()) ?? regular(word));
}

function regular(word: string): string {
  if (/(ss|us|[sx]is|news)$/i.test(word) || word.length < 3) return word;
  if (/[^aeiou]ies$/i.test(word) && word.length > 4) return word.replace(/ies$/i, 'y');
  if (/(?:ss|sh|ch|x|zz|ias|(?:at|ir|on|mp)us)es$/i.test(word)) return word.replace(/es$/i, '');
  if (/(l|r|ea|oa)ves$/i.test(word)) return word.replace(/ves$/i, 'f');
  return word.replace(/s$/i, '');
}

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
