import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { parsePointer } from '../../kernel/index.js';
import type { RecordIssue } from '../memory/definition.js';

/** The issues of a JSON file as lines of text, each with where it stands: `data.json:7 /about/seed must be an integer`. */
export function issueLines(issues: readonly RecordIssue[], { text, file }: { text: string; file: string }): string[] {
  const tree = parseTree(text);
  const lineEnds = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return issues.map(({ pointer, message }) => {
    const offset = offsetOf(tree, pointer);
    return `${file}:${countBelow(lineEnds, offset) + 1} ${pointer || '/'} ${message}`;
  });
}

/** How many of some rising numbers are below a bound. */
function countBelow(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where in the text a pointer's value stands, or the closest thing around it that is there. */
function offsetOf(tree: Node | undefined, pointer: string): number {
  const path = parsePointer(pointer).map(token => (/^\d+$/.test(token) ? Number(token) : token));
  for (let length = path.length; tree && length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node.offset;
  }
  return 0;
}
