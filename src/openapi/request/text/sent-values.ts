import type { ParameterStyle } from '../../operation.js';
import type { InputExpectation } from '../input-issue.js';
import { listKinds, readKinds, type Splitting, splitText, type TextKind } from './split-text.js';
import { decodeCookie, decodeQuery, type SentValue, type TextPairs } from './text-pairs.js';
import { memberShape, type TextShape } from './text-shape.js';
import type { TextTree } from './text-tree.js';

/** How values are written under names. */
export type Writing = { name: string; style: ParameterStyle; explode: boolean };

/** A tree that says why there is no value. */
export function refuse(expected: InputExpectation, message: string, value?: unknown): TextTree {
  return { read: value, issues: [{ path: [], message, expected, ...(value === undefined ? {} : { value }) }] };
}

/** Reads all values of one name, each of which is an item if it is a list. */
export function readSent(sent: readonly SentValue[], kinds: readonly TextKind[], { types }: TextShape): TextTree {
  const trees = sent.map(({ tree }) => tree);
  if (types === undefined && trees.length > 1) return trees;
  return readKinds(kinds, kind => {
    if (kind !== 'list') return trees.length === 1 ? (trees[0] as TextTree) : refuseRepetition(sent);
    return trees.length === 1 && sent[0]?.raw === '' && trees[0] === '' ? { either: [trees, []] } : trees;
  });
}

/** Reads the values of one name in a query, in cookies or in a form; undefined if the name was not sent. */
export function readNamed(
  pairs: TextPairs,
  { name, style, explode }: Writing,
  { shape, isCookie = false }: { shape: TextShape; isCookie?: boolean },
): TextTree | undefined {
  const sent = pairs.get(name);
  if (!sent) return undefined;
  const kinds = listKinds(shape);
  if (explode) return readSent(sent, kinds, shape);
  const [only, ...more] = sent;
  if (!only || more.length > 0) return refuseRepetition(sent);
  const decode = isCookie ? decodeCookie : decodeQuery;
  return readKinds(kinds, kind =>
    kind === 'one' ? only.tree : splitText(only.raw, kind, { ...splittingOf(style), decode, explode }),
  );
}

/**
 * Reads the members of an object that are written under their own names: those of the schema, and where it allows others,
 * those that are not `taken`. Undefined if there are none.
 */
export function readOwnNames(
  pairs: TextPairs,
  { shape, isTaken }: { shape: TextShape; isTaken: (name: string) => boolean },
): TextTree | undefined {
  const members = new Map<string, TextTree>();
  for (const [name, sent] of pairs) {
    if (!shape.members.has(name) && (!takesOthers(shape) || isTaken(name))) continue;
    const inner = memberShape(shape, name);
    members.set(name, readSent(sent, listKinds(inner), inner));
  }
  return members.size === 0 ? undefined : members;
}

/** Whether an object takes names that its schema does not have: it says so, or it names none. */
export function takesOthers({ members, additional }: TextShape): boolean {
  return additional !== undefined || members.size === 0;
}

function splittingOf(style: ParameterStyle): Omit<Splitting, 'decode'> {
  switch (style) {
    case 'spaceDelimited':
      return { delimiter: /%20|\+| / };
    case 'pipeDelimited':
      return { delimiter: /\||%7C/i };
    case 'tabDelimited':
      return { delimiter: /\t|%09/ };
    default:
      return { delimiter: ',', encoded: /%2C/i };
  }
}

export function refuseRepetition(sent: readonly SentValue[]): TextTree {
  const value = sent.map(({ tree }) => tree);
  return refuse('unique', 'must be given once', value);
}
