import type { Defect } from '../planted.js';
import type { Keeps } from '../users/filters.js';
import { listing } from '../users/listing.js';
import { askingBody } from '../wraps.js';

/** A filter by a text that reads it as something else: what is wrong, and whether a text is found by a value. */
type Read = readonly [wrong: string, says: string, isFound: (text: string, value: string) => boolean];

/** The value as a pattern, in which some signs stand for others. */
function matches(text: string, value: string, signs: Readonly<Record<string, string>>): boolean {
  const pattern = value.replace(
    /[^\w\s]|_/g,
    sign => signs[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new RegExp(`^${pattern}$`, 's').test(text);
}

const READ: readonly Read[] = [
  ['any-case', 'whatever its case', (text, value) => text.toLowerCase() === value.toLowerCase()],
  ['like', 'with _ and % as a database reads them', (text, value) => matches(text, value, { _: '.', '%': '.*' })],
  ['glob', 'with ? and * as a shell reads them', (text, value) => matches(text, value, { '?': '.', '*': '.*' })],
  ['pattern', 'as a regular expression', (text, value) => matches(text, value, { '.': '.', '*': '*' })],
  ['injected', 'with a condition after a quote', (text, value) => text === value || value.includes("' OR ")],
  ['unescaped', 'without its backslashes', (text, value) => text === value.replaceAll('\\', '')],
];

/** A name that is kept or found in another way: what is wrong, and what becomes of it. */
const NAMES: readonly (readonly [wrong: string, says: string, kept: (name: string) => string])[] = [
  ['quotes', 'quotes are doubled', name => name.replace(/['"]/g, quote => quote + quote)],
  ['percent', 'signs of percent are lost', name => name.replaceAll('%', '')],
  ['backslash', 'backslashes are lost', name => name.replaceAll('\\', '')],
  ['plus', 'a plus is a blank', name => name.replaceAll('+', ' ')],
  ['escaped', 'signs of HTML are escaped', name => name.replaceAll('<', '&lt;').replaceAll('&', '&amp;')],
  ['16-bits', 'what is beyond 16 bits is lost', name => name.replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd')],
  ['latin-1', 'letters beyond Latin 1 become question marks', name => name.replace(/[^\0-\xff]/gu, '?')],
  ['ascii', 'letters lose their accents', name => name.normalize('NFD').replace(/\p{M}/gu, '')],
];

/** Values of texts that are easily read as something else. */
export const TEXTS: readonly Defect[] = [
  ...['name', 'carrier_name'].flatMap(key =>
    READ.map(([wrong, says, isFound]): Defect => {
      const keeps: Keeps = (user, value) => typeof user[key] === 'string' && isFound(user[key], value);
      return {
        id: `list-${key}-${wrong}`,
        statement: `list.${key}`,
        says: `The list finds by ${key} ${says}.`,
        wrap: listing({ filters: { [key]: keeps } }),
      };
    }),
  ),
  ...NAMES.flatMap(([wrong, says, kept]): Defect[] => [
    {
      id: `create-name-${wrong}`,
      statement: 'create.name',
      says: `In the name of a new user ${says}.`,
      wrap: askingBody('create', body => (typeof body.name === 'string' ? { ...body, name: kept(body.name) } : body)),
    },
    {
      id: `list-name-${wrong}`,
      statement: 'list.name',
      says: `In a name that the list is asked for ${says}.`,
      wrap: listing({ filters: { name: (user, value) => user.name === kept(value) } }),
    },
  ]),
];
