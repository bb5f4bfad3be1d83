import type { PartEncoding } from '../../operation.js';
import { isJson } from '../media-type.js';
import { findBracketName, readBrackets } from '../text/bracket-names.js';
import { readJsonText } from '../text/read-json.js';
import { readNamed, readOwnNames } from '../text/sent-values.js';
import { listKinds } from '../text/split-text.js';
import type { SentValue, TextPairs } from '../text/text-pairs.js';
import { itemShape, memberShape, type TextShape } from '../text/text-shape.js';
import type { TextTree } from '../text/text-tree.js';

/** How the values of a form are read. */
export type FormReading = {
  shape: TextShape;
  encoding: Readonly<Record<string, PartEncoding>>;
  maxDepth: number;
};

/** Reads the members of a form from its names and values. Values that the schema does not name are kept. */
export function readForm(pairs: TextPairs, { shape, encoding, maxDepth }: FormReading): TextTree {
  const groups = groupByMember(pairs, shape);
  const members = new Map<string, TextTree>();
  for (const name of shape.members.keys()) {
    const inner = memberShape(shape, name);
    const part = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    const sent = groups.get(name);
    const spread =
      sent || !isSpread(part, inner) ? undefined : readOwnNames(pairs, { shape: inner, isTaken: () => true });
    const tree = spread ?? (sent && readMember(sent, name, { shape: inner, part, maxDepth }));
    if (tree === undefined) continue;
    members.set(name, tree);
    groups.delete(name);
    if (spread) for (const own of inner.members.keys()) if (!shape.members.has(own)) groups.delete(own);
  }
  for (const [name, sent] of groups) {
    const tree = readMember(sent, name, { shape: memberShape(shape, name), part: undefined, maxDepth });
    if (tree !== undefined) members.set(name, tree);
  }
  return members;
}

/** The pairs of each member: those of its name, and those of its name with brackets. */
function groupByMember(pairs: TextPairs, shape: TextShape): Map<string, TextPairs> {
  const groups = new Map<string, Map<string, readonly SentValue[]>>();
  for (const [name, sent] of pairs) {
    const member = shape.members.has(name) ? name : (findBracketName(name) ?? name);
    const group = groups.get(member);
    if (group) group.set(name, sent);
    else groups.set(member, new Map([[name, sent]]));
  }
  return groups;
}

function readMember(
  group: TextPairs,
  name: string,
  { shape, part, maxDepth }: { shape: TextShape; part: PartEncoding | undefined; maxDepth: number },
): TextTree | undefined {
  const hasJson = part?.contentType === undefined ? listsStructures(shape) : isJson(part.contentType);
  const pairs = hasJson ? readJsonValues(group, name, maxDepth) : group;
  if (part && part.style !== 'deepObject' && !(part.style === 'form' && part.explode)) {
    const tree = readNamed(pairs, { name, ...part }, { shape });
    if (tree !== undefined) return tree;
  }
  // many clients write lists and objects with brackets, whatever the description says
  return wrapLists(readBrackets(pairs, name, shape), pairs.get(name), shape);
}

/** Whether the members of an object are written under their own names: only where the description asks for it. */
function isSpread(part: PartEncoding | undefined, shape: TextShape): boolean {
  const isAsked = part?.explode === true && part.style !== 'deepObject' && part.contentType === undefined;
  return isAsked && listKinds(shape).includes('members');
}

/** Whether a value or its items are objects or lists, which are JSON in a form. */
function listsStructures(shape: TextShape): boolean {
  const has = ({ types }: TextShape, type: 'array' | 'object') => types?.has(type) === true;
  const inner = itemShape(shape, 0);
  return has(shape, 'object') || (has(shape, 'array') && (has(inner, 'object') || has(inner, 'array')));
}

/** Reads JSON where a text begins like an object or a list; other text stays as it is. */
function readJsonValues(pairs: TextPairs, name: string, maxDepth: number): TextPairs {
  const sent = pairs.get(name);
  if (!sent) return pairs;
  const read = (each: SentValue): SentValue =>
    typeof each.tree === 'string' && /^\s*[[{]/.test(each.tree)
      ? { raw: each.raw, tree: { either: [readJsonText(each.tree, maxDepth), each.tree] } }
      : each;
  return new Map([...pairs, [name, sent.map(read)]]);
}

/** A single value of a list may be the whole list, in JSON. */
function wrapLists(
  tree: TextTree | undefined,
  sent: readonly SentValue[] | undefined,
  shape: TextShape,
): TextTree | undefined {
  const only = sent?.length === 1 ? sent[0]?.tree : undefined;
  const isText = only === undefined || typeof only === 'string';
  if (tree === undefined || isText || !listKinds(shape).includes('list')) return tree;
  return { either: [only, tree] };
}
