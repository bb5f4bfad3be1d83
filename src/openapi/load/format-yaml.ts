import { COLLECTION_STYLE, dump, type Node, visit } from 'js-yaml';
import { YAML_SCHEMA } from './parse-document.js';

/**
 * Formats a value of JSON as YAML, which `parseDocument` reads as the same value. Objects and lists of a few scalars are on
 * one line.
 */
export function formatYaml(value: unknown): string {
  return dump(value, {
    schema: YAML_SCHEMA,
    lineWidth: -1,
    noRefs: true,
    flowBracketPadding: true,
    transform: documents =>
      visit(documents, (node, { depth }) => {
        if ((node.kind === 'mapping' || node.kind === 'sequence') && depth > 1 && isShort(node))
          node.style = COLLECTION_STYLE.FLOW;
      }),
  });
}

/** How many characters the scalars on one line may have. */
const MAX_WIDTH = 90;

/** Whether a node consists of scalars that fit on one line. */
function isShort(node: Node): boolean {
  if (node.kind !== 'mapping' && node.kind !== 'sequence') return false;
  const inner = node.kind === 'mapping' ? node.items.flatMap(({ key, value }) => [key, value]) : node.items;
  const texts = inner.map(one => (one.kind === 'scalar' ? one.value : '\n'));
  return !texts.some(text => text.includes('\n')) && texts.reduce((sum, text) => sum + text.length + 2, 0) <= MAX_WIDTH;
}
