import { type Frame, LIST_MARK } from './frame.js';
import type { PageFacts } from './page-facts.js';
import type { Slot, Template } from './template.js';

/**
 * Creates the function that writes a template quickly: as texts that never change, and slots between them. It gives undefined for a
 * page where a slot has no value, since members around it may then be absent.
 */
export function flatten(template: Template): (facts: PageFacts) => Frame | undefined {
  const parts = joined(partsOf(template));
  const mark = parts.findIndex(part => typeof part === 'string' && part.includes(LIST_MARK));
  const [head = '', tail = ''] = String(parts[mark] ?? '').split(LIST_MARK);
  const before = [...parts.slice(0, Math.max(0, mark)), head];
  const after = [tail, ...parts.slice(mark + 1)];
  return facts => {
    const start = writeParts(before, facts);
    const end = start === undefined ? undefined : writeParts(after, facts);
    return start === undefined || end === undefined ? undefined : { before: start, after: end };
  };
}

type Part = string | Slot;

function writeParts(parts: readonly Part[], facts: PageFacts): string | undefined {
  let text = '';
  for (const part of parts) {
    const written = typeof part === 'string' ? part : part.write(facts);
    if (written === undefined) return undefined;
    text += written;
  }
  return text;
}

function partsOf(template: Template): Part[] {
  if (template.is === 'fixed') return [template.json];
  if (template.is === 'list') return [LIST_MARK];
  if (template.is === 'slot') return [template.slot];
  const members = template.members.flatMap(({ name, value }, at) => [
    `${at === 0 ? '' : ','}${JSON.stringify(name)}:`,
    ...partsOf(value),
  ]);
  return ['{', ...members, '}'];
}

/** The same parts, with the texts that follow each other as one. */
function joined(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}
