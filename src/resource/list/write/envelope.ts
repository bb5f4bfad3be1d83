import type { DescribedSchema, SchemaView } from '../../../openapi/index.js';
import type { Companion, PagingRule } from '../../list-rules.js';
import { createCompanionWriter } from './companion-writer.js';
import { flatten } from './flatten.js';
import { type Frame, splitAtList } from './frame.js';
import { resolveNames } from './member-chain.js';
import type { PageFacts } from './page-facts.js';
import { SAMPLES } from './sample-facts.js';
import { buildTemplate, type Slot, writeTemplate } from './template.js';

export type EnvelopeSource = {
  /** A valid response of the operation. */
  base: unknown;
  view: SchemaView | undefined;
  /** The names that lead to the list. */
  list: string;
  companions: Readonly<Record<string, Companion>>;
  paging: PagingRule | undefined;
  /** Whether the response is an example that is known to be valid, and its companions were tried. */
  areExamplesValid?: boolean;
};

/**
 * Creates the function that writes what stands around the records of a page. It is made of a valid response once; each page
 * changes only the companions. A companion whose values the schema refuses stays as it is.
 */
export function createEnvelope({
  base,
  view,
  list,
  companions,
  paging,
  areExamplesValid = false,
}: EnvelopeSource): (facts: PageFacts) => Frame {
  const listNames = resolveNames(view, list);
  const created = Object.entries(companions).map(([path, companion]) => {
    const names = resolveNames(view, path);
    const slot: Slot = { names, ...createCompanionWriter(companion, { view, names, listNames, base }) };
    // keys are as valid here as in their records
    const isKey = KEYS.has(companion) || (CURSORS.has(companion) && paging?.by === 'cursor' && paging.token === 'key');
    return { slot, isKey };
  });
  const check = { base, listNames, schema: view?.schema };
  const others = created.flatMap(({ slot, isKey }) => (isKey ? [] : slot));
  const settled = areExamplesValid ? others : groupByObject(others).flatMap(group => settleSlots(group, check));
  const slots = [...created.flatMap(({ slot, isKey }) => (isKey ? slot : [])), ...settled];
  const template = buildTemplate(base, { listNames, slots });
  const writeFast = flatten(template);
  return facts => writeFast(facts) ?? splitAtList(writeTemplate(template, { slots, facts }));
}

/** Members of one object may need each other. */
function groupByObject(slots: readonly Slot[]): Slot[][] {
  const groups = new Map<string, Slot[]>();
  for (const slot of slots) {
    const object = slot.names.slice(0, -1).join('.');
    groups.set(object, [...(groups.get(object) ?? []), slot]);
  }
  return [...groups.values()];
}

type Check = { base: unknown; listNames: readonly string[]; schema: DescribedSchema | undefined };

/** The slots if all that they may write is valid; else those that are, each alone, or that are valid without a value. */
function settleSlots(slots: readonly Slot[], check: Check): readonly Slot[] {
  const before = countIssues([], check);
  const areFine = (some: readonly Slot[]) => SAMPLES.every(facts => countIssues(some, { ...check, facts }) <= before);
  if (areFine(slots)) return slots;
  return slots.flatMap(slot => {
    const silent: Slot = { ...slot, write: () => undefined };
    return [[slot], [silent]].find(areFine) ?? [];
  });
}

const KEYS: ReadonlySet<Companion> = new Set(['firstKey', 'lastKey', 'resumeKey']);
const CURSORS: ReadonlySet<Companion> = new Set(['nextCursor', 'previousCursor']);

function countIssues(
  slots: readonly Slot[],
  { base, listNames, schema, facts }: Check & { facts?: PageFacts },
): number {
  if (!schema) return 0;
  const template = buildTemplate(base, { listNames, slots });
  const { before, after } = splitAtList(writeTemplate(template, { slots, facts: facts ?? (SAMPLES[0] as PageFacts) }));
  return schema.validate(JSON.parse(`${before}[]${after}`)).length;
}
