import { formatPointer, valueAt } from '../../../kernel/index.js';
import type { MemberView, SchemaView } from '../../../openapi/index.js';
import type { Companion } from '../../list-rules.js';
import { foldName } from '../names/fold-name.js';
import { companionValue, listLinks } from './companion-value.js';
import { memberChain } from './member-chain.js';
import type { PageFacts } from './page-facts.js';
import type { UrlForm } from './page-url.js';
import type { Slot } from './template.js';

type Place = {
  view: SchemaView | undefined;
  names: readonly string[];
  /** The names that lead to the list: no object around it can be absent. */
  listNames: readonly string[];
  /** A valid response, whose URLs show how they are written. */
  base: unknown;
};

/** Creates what writes a companion as its schema wants it, and decides what happens without a value. */
export function createCompanionWriter(companion: Companion, place: Place): Pick<Slot, 'write' | 'without'> {
  const chain = memberChain(place.view, place.names);
  const leaf = chain.length === place.names.length ? chain.at(-1) : undefined;
  const without = decideWithout(chain, { ...place, leaf });
  const form = urlForm(place, leaf);
  if (companion === 'links') return { write: linkWriter(leaf, form), without };
  const toType = converter(leaf?.value);
  return {
    without,
    write(facts) {
      const value = companionValue(companion, facts, form);
      return value === undefined ? undefined : JSON.stringify(toType(value));
    },
  };
}

/** Creates what writes a number as text where the schema wants text, and within its limits. */
function converter(view: SchemaView | undefined): (value: string | number | boolean) => unknown {
  if (!view) return value => value;
  const { types, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = view;
  const isNumeric = types.has('integer') || types.has('number');
  const isText = types.has('string');
  return value => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return isNumeric && !isText ? Number(value) : value;
    return isText && !isNumeric ? String(value) : Math.max(minimum, Math.min(maximum, value));
  };
}

/**
 * Without a value a member is null if its schema allows that, or else absent; where it is required, an object around it that
 * is not, or else it is an empty text. Objects such as `next` of `links.next.href` have no meaning without it.
 */
function decideWithout(
  chain: readonly MemberView[],
  { names, listNames, leaf }: Place & { leaf: MemberView | undefined },
): Slot['without'] {
  const depth = names.length;
  const shared = names.findIndex((name, at) => listNames[at] !== name);
  const around = chain
    .slice(0, depth - 1)
    .map((member, at) => ({ member, depth: at + 1 }))
    .filter(({ depth }) => depth > shared)
    .reverse();
  const [holder] = around;
  const ways = [
    ...(holder && /^(?:next|prev|previous|first|last|self)$/.test(foldName(holder.member.name)) ? [holder] : []),
    ...(leaf ? [{ member: leaf, depth }] : []),
    ...around,
  ];
  const way = ways.find(({ member }) => member.nullable || !member.required);
  if (way) return { depth: way.depth, text: way.member.nullable ? 'null' : undefined };
  if (!leaf) return { depth, text: undefined };
  return { depth, text: leaf.value.types.has('string') ? '""' : String(converter(leaf.value)(0)) };
}

/** URLs are written as the example of the member is: whole, from the root, or only as a query. */
function urlForm({ base, names }: Place, leaf: MemberView | undefined): UrlForm {
  const [described] = leaf?.value.examples ?? [];
  const example = [described, valueAt(base, formatPointer(names))].find(value => typeof value === 'string') as
    | string
    | undefined;
  if (example?.startsWith('/') && !example.startsWith('//')) return 'rooted';
  return example?.startsWith('?') ? 'query' : 'absolute';
}

/** Writes a list of links with the names that the schema of its items has. */
function linkWriter(leaf: MemberView | undefined, form: UrlForm): (facts: PageFacts) => string {
  const members = [...(leaf?.value.items?.members.values() ?? [])];
  const nameOf = (wanted: readonly string[]) =>
    members.find(({ name }) => wanted.includes(foldName(name)))?.name ?? (wanted[0] as string);
  const [rel, href] = [nameOf(['rel', 'relation']), nameOf(['href', 'url', 'uri'])];
  const known = leaf?.value.items?.members.get(rel)?.value.enum;
  const relation = (name: string) => (name === 'prev' && known?.includes('previous') ? 'previous' : name);
  return facts =>
    JSON.stringify(listLinks(facts, form).map(link => ({ [rel]: relation(link.rel), [href]: link.href })));
}
