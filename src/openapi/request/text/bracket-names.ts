import { readSent, refuse } from './sent-values.js';
import { listKinds } from './split-text.js';
import type { SentValue, TextPairs } from './text-pairs.js';
import { itemShape, memberShape, type TextShape } from './text-shape.js';
import type { TextTree } from './text-tree.js';

/** How many brackets a name may have. */
const MAX_DEPTH = 32;

/** What was sent under a name with brackets, such as `a` and `b` of `filter[a][b]=1`. */
type Node = { sent: SentValue[]; members: Map<string, Node> };

/** Reads `name[a][b]=1`, `name[]=1` and `name[0]=1`, and also `name=1`; undefined if nothing of that name was sent. */
export function readBrackets(pairs: TextPairs, name: string, shape: TextShape): TextTree | undefined {
  const root: Node = { sent: [...(pairs.get(name) ?? [])], members: new Map() };
  for (const [sentName, sent] of pairs) {
    const path = parseBrackets(sentName, name);
    if (path === undefined) continue;
    if (path.length > MAX_DEPTH) return refuse('shallower', `must not have more than ${MAX_DEPTH} brackets`);
    let node = root;
    for (const step of path) node = enter(node, step);
    node.sent.push(...sent);
  }
  return root.sent.length === 0 && root.members.size === 0 ? undefined : readNode(root, shape);
}

/** Whether a sent name is the name with brackets. */
export function hasBrackets(sentName: string, name: string): boolean {
  return parseBrackets(sentName, name) !== undefined;
}

/** The name before the first bracket of a name with brackets. */
export function findBracketName(sentName: string): string | undefined {
  const name = sentName.slice(0, Math.max(0, sentName.indexOf('[')));
  return name !== '' && hasBrackets(sentName, name) ? name : undefined;
}

/** The texts in the brackets after a name: `a` and `b` of `filter[a][b]`. */
function parseBrackets(sentName: string, name: string): string[] | undefined {
  if (!sentName.endsWith(']') || sentName[name.length] !== '[' || !sentName.startsWith(name)) return undefined;
  const steps = sentName.slice(name.length + 1, -1).split('][');
  return steps.some(step => /[[\]]/.test(step)) ? undefined : steps;
}

function enter({ members }: Node, step: string): Node {
  let inner = members.get(step);
  if (!inner) {
    inner = { sent: [], members: new Map() };
    members.set(step, inner);
  }
  return inner;
}

function readNode({ sent, members }: Node, shape: TextShape): TextTree {
  if (members.size === 0) return readSent(sent, listKinds(shape), shape);
  if (sent.length > 0) return refuse('unique', 'must be given once, with brackets or without');
  if (!isList(members, shape)) {
    return new Map([...members].map(([name, inner]) => [name, readNode(inner, memberShape(shape, name))]));
  }
  const indexed = [...members].filter(([step]) => step !== '').sort(([left], [right]) => Number(left) - Number(right));
  const unindexed = members.get('');
  const items = [...indexed.map(([, inner]) => inner), ...(unindexed ? splitSent(unindexed) : [])];
  return items.map((inner, at) => readNode(inner, itemShape(shape, at)));
}

function isList(members: ReadonlyMap<string, Node>, { types }: TextShape): boolean {
  if (types?.has('object') && !types.has('array')) return false;
  return [...members.keys()].every(step => /^\d*$/.test(step));
}

/** Each value of `name[]=1&name[]=2` is an item. */
function splitSent(node: Node): Node[] {
  return node.members.size > 0 ? [node] : node.sent.map(each => ({ sent: [each], members: new Map() }));
}
