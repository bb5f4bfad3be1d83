import { isObject } from '../../../kernel/index.js';
import { LIST_MARK } from './frame.js';
import type { PageFacts } from './page-facts.js';

/** A member whose value each page decides. */
export type Slot = {
  names: readonly string[];
  /** Its JSON; undefined where the page has no value for it. */
  write(facts: PageFacts): string | undefined;
  /** What happens without a value: the member, or one that it stands in, is absent (undefined) or has another text. */
  without: { depth: number; text: string | undefined };
};

/** A response in parts: what never changes is JSON already. */
export type Template =
  | { is: 'fixed'; json: string }
  | { is: 'list' }
  | { is: 'slot'; slot: Slot }
  | { is: 'object'; names: readonly string[]; members: readonly { name: string; value: Template }[] };

/** Divides a response into its fixed parts, the place of the list, and the slots, which are added where they are missing. */
export function buildTemplate(
  value: unknown,
  { listNames, slots, names = [] }: { listNames: readonly string[]; slots: readonly Slot[]; names?: readonly string[] },
): Template {
  if (isSame(names, listNames)) return { is: 'list' };
  const slot = slots.find(one => isSame(one.names, names));
  if (slot) return { is: 'slot', slot };
  const inside = [listNames, ...slots.map(one => one.names)].filter(one => isWithin(one, names));
  if (inside.length === 0) return { is: 'fixed', json: JSON.stringify(value ?? null) };
  const own = isObject(value) ? value : {};
  const all = new Set([...Object.keys(own), ...inside.map(one => one[names.length] as string)]);
  const members = [...all].map(name => {
    const inner = Object.hasOwn(own, name) ? own[name] : undefined;
    return { name, value: buildTemplate(inner, { listNames, slots, names: [...names, name] }) };
  });
  return { is: 'object', names, members };
}

/** Writes a template for a page, with a mark in the place of the list. */
export function writeTemplate(
  template: Template,
  { slots, facts }: { slots: readonly Slot[]; facts: PageFacts },
): string {
  const texts = new Map<Slot, string>();
  const replaced = new Map<string, string | undefined>();
  for (const slot of slots) {
    const text = slot.write(facts);
    if (text !== undefined) texts.set(slot, text);
    else replaced.set(keyOf(slot.names.slice(0, slot.without.depth)), slot.without.text);
  }
  const write = (part: Template): string => {
    if (part.is === 'fixed') return part.json;
    if (part.is === 'list') return LIST_MARK;
    if (part.is === 'slot') return texts.get(part.slot) ?? 'null';
    const members = part.members.flatMap(({ name, value }) => {
      const key = replaced.size > 0 ? keyOf([...part.names, name]) : '';
      const text = replaced.has(key) ? replaced.get(key) : write(value);
      return text === undefined ? [] : `${JSON.stringify(name)}:${text}`;
    });
    return `{${members.join(',')}}`;
  };
  return write(template);
}

function keyOf(names: readonly string[]): string {
  return names.join('\u0000');
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && isWithin(left, right);
}

/** Whether some names begin with others. */
function isWithin(names: readonly string[], outer: readonly string[]): boolean {
  return outer.every((name, at) => names[at] === name);
}
