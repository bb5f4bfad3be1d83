import { describeInexactNumber, findInexactNumbers, formatPointer, parsePointer } from '../../../kernel/index.js';
import type { ValueIssue } from '../input-issue.js';
import { itemShape, type JsonType, memberShape, type TextShape } from './text-shape.js';

/** What a request says as text: a text, a list or members. */
export type TextTree = string | readonly TextTree[] | ReadonlyMap<string, TextTree> | ReadValue | Either;

/** A value that needs no conversion, or that cannot be read: then it has issues, with paths that begin at the value. */
export type ReadValue = { read: unknown; issues?: readonly ValueIssue[] };

/** Several meanings of the same text. The first that is valid counts. */
export type Either = { either: readonly TextTree[] };

/** A place whose text has several meanings, of which `chosen` is taken now. A key is a pointer and a level. */
export type Ambiguity = { pointer: string; key: string; chosen: number; count: number };

/** A tree as a value; a later meaning is taken where `taken` has its number by the key of the place. */
export type TypedTree = { value: unknown; ambiguities: Ambiguity[]; issues: ValueIssue[] };

/** Converts the texts of a tree to the types of a shape. A text that is of no such type stays a text. */
export function typeTree(root: TextTree, shape: TextShape, taken: ReadonlyMap<string, number>): TypedTree {
  const ambiguities: Ambiguity[] = [];
  const issues: ValueIssue[] = [];
  const choose = <Meaning>(meanings: readonly Meaning[], pointer: string, level: number): Meaning => {
    if (meanings.length === 1) return meanings[0] as Meaning;
    const key = `${level}${pointer}`;
    // another meaning around this place may have left fewer meanings here
    const chosen = Math.min(taken.get(key) ?? 0, meanings.length - 1);
    ambiguities.push({ pointer, key, chosen, count: meanings.length });
    return meanings[chosen] as Meaning;
  };
  const convert = (tree: TextTree, shape: TextShape, pointer: string, level = 0): unknown => {
    if (typeof tree === 'string') {
      const meaning = choose(readScalar(tree, shape.types), pointer, level);
      if (Number.isNaN(meaning)) issues.push(inexactIssue(tree, parsePointer(pointer)));
      return meaning;
    }
    if (isList(tree)) return tree.map((item, at) => convert(item, itemShape(shape, at), `${pointer}/${at}`));
    if ('either' in tree) return convert(choose(tree.either, pointer, level), shape, pointer, level + 1);
    if ('read' in tree) {
      for (const issue of tree.issues ?? []) issues.push({ ...issue, path: [...parsePointer(pointer), ...issue.path] });
      return tree.read;
    }
    // a member may be called __proto__
    return Object.fromEntries(
      [...tree].map(([name, inner]) => [
        name,
        convert(inner, memberShape(shape, name), pointer + formatPointer([name])),
      ]),
    );
  };
  return { value: convert(root, shape, ''), ambiguities, issues };
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** Text that says more than its number, such as a leading zero, stays text where the schema allows text. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** What a text can mean, the most special type first. NaN is a number that JavaScript cannot keep. */
export function readScalar(text: string, types: ReadonlySet<JsonType> | undefined): readonly unknown[] {
  if (types === undefined) return [text];
  const meanings: unknown[] = [];
  const isText = types.has('string');
  if (types.has('null') && (text === 'null' || (text === '' && !isText))) meanings.push(null);
  if ((types.has('integer') || types.has('number')) && (isText ? JSON_NUMBER : NUMBER).test(text)) {
    if (findInexactNumbers(text).length === 0) meanings.push(Number(text));
    else if (!isText) meanings.push(Number.NaN);
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) meanings.push(text === 'true');
  if (isText || meanings.length === 0) meanings.push(text);
  return meanings;
}

function inexactIssue(text: string, path: readonly string[]): ValueIssue {
  return { path, message: describeInexactNumber({ path, written: text }), expected: 'number', value: text };
}

function isList(tree: TextTree): tree is readonly TextTree[] {
  return Array.isArray(tree);
}
