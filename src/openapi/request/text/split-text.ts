import type { Parameter } from '../../operation.js';
import type { TextShape } from './text-shape.js';
import type { TextTree } from './text-tree.js';

/** How a text is divided: one value, a list, or members. */
export type TextKind = 'one' | 'list' | 'members';

/** The kinds that a shape allows, in the order in which they are tried. */
export function listKinds({ types }: TextShape): readonly TextKind[] {
  if (types === undefined) return ONE;
  const [list, members] = [types.has('array'), types.has('object')];
  const one = types.size > Number(list) + Number(members);
  return KINDS[Number(one) + 2 * Number(list) + 4 * Number(members)] ?? ONE;
}

const ONE: readonly TextKind[] = ['one'];

/** The kinds by what is allowed: 1 for one text, 2 for a list, 4 for members. */
const KINDS: readonly (readonly TextKind[])[] = [
  ONE,
  ONE,
  ['list'],
  ['one', 'list'],
  ['members'],
  ['one', 'members'],
  ['list', 'members'],
  ['one', 'list', 'members'],
];

/** The tree of the only kind, or of the first that is valid. */
export function readKinds(kinds: readonly TextKind[], read: (kind: TextKind) => TextTree): TextTree {
  return kinds.length === 1 ? read(kinds[0] as TextKind) : { either: kinds.map(read) };
}

/** How a text is taken apart. `decode` undoes what hides delimiters in items; `encoded` also divides, if no `delimiter` does. */
export type Splitting = { delimiter: string | RegExp; encoded?: RegExp; decode: (raw: string) => string };

/** Divides a text; members are `name=value` if they are exploded, and otherwise names and values in turn. */
export function splitText(raw: string, kind: TextKind, splitting: Splitting & { explode: boolean }): TextTree {
  const { delimiter, encoded, decode, explode } = splitting;
  if (kind === 'one') return decode(raw);
  const parts = raw.split(delimiter);
  if (kind === 'members') {
    if (raw === '') return new Map();
    const members = explode ? readPairs(parts, decode) : readTurns(parts, decode);
    return (
      members ?? (encoded && parts.length === 1 ? readTurns(raw.split(encoded), decode) : undefined) ?? decode(raw)
    );
  }
  const items = parts.map(decode);
  if (raw === '') return { either: [items, []] };
  // many clients encode the delimiter, too: then it divides what would else be no valid item
  if (encoded && parts.length === 1 && encoded.test(raw)) return { either: [items, raw.split(encoded).map(decode)] };
  return items;
}

function readPairs(parts: readonly string[], decode: (raw: string) => string): ReadonlyMap<string, string> | undefined {
  if (!parts.every(part => part.includes('='))) return undefined;
  return new Map(
    parts.map(part => {
      const at = part.indexOf('=');
      return [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    }),
  );
}

function readTurns(parts: readonly string[], decode: (raw: string) => string): ReadonlyMap<string, string> | undefined {
  if (parts.length % 2 !== 0) return undefined;
  const members = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) members.set(decode(parts[at] ?? ''), decode(parts[at + 1] ?? ''));
  return members;
}

/**
 * Divides the text of a path parameter or a header. Paths are decoded before, and headers are not encoded, so that a
 * delimiter always divides.
 */
export function splitStyledText(
  text: string,
  { name, style, explode, in: place }: Pick<Parameter, 'name' | 'style' | 'explode' | 'in'>,
  kinds: readonly TextKind[],
): TextTree {
  const decode = place === 'header' ? trimSpaces : unchanged;
  const split = (raw: string, delimiter: string) =>
    readKinds(kinds, kind => splitText(raw, kind, { delimiter, decode, explode }));
  switch (style) {
    case 'label':
      if (!text.startsWith('.')) return refuseText(text, 'must begin with "."');
      return split(text.slice(1), explode ? '.' : ',');
    case 'matrix':
      return readMatrix(text, { name, explode }, kinds);
    case 'pipeDelimited':
      return split(text, '|');
    case 'spaceDelimited':
      return split(text, ' ');
    case 'tabDelimited':
      return split(text, '\t');
    default:
      return split(text, ',');
  }
}

/** `;name=a,b`, or exploded `;name=a;name=b` and `;x=1;y=2`. */
function readMatrix(
  text: string,
  { name, explode }: { name: string; explode: boolean },
  kinds: readonly TextKind[],
): TextTree {
  const prefix = `;${name}=`;
  return readKinds(kinds, kind => {
    if (kind === 'members' && explode) {
      if (!text.startsWith(';')) return refuseText(text, 'must begin with ";"');
      return splitText(text.slice(1), kind, { delimiter: ';', decode: unchanged, explode });
    }
    if (text === `;${name}`) return splitText('', kind, { delimiter: ',', decode: unchanged, explode });
    if (!text.startsWith(prefix)) return refuseText(text, `must begin with "${prefix}"`);
    const raw = text.slice(prefix.length);
    return splitText(raw, kind, { delimiter: kind === 'list' && explode ? prefix : ',', decode: unchanged, explode });
  });
}

function refuseText(text: string, message: string): TextTree {
  return { read: text, issues: [{ path: [], message, expected: 'valid', value: text }] };
}

function unchanged(text: string): string {
  return text;
}

/** Spaces around the commas of a header are no part of the items. */
function trimSpaces(text: string): string {
  return text.trim();
}
