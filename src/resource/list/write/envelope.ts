import type { DescribedSchema, SchemaView } from '../../../openapi/index.js';
import type { Companion, PagingRule } from '../../resources.js';
import { createCompanionWriter } from './companion-writer.js';
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
};

/**
 * Creates the function that writes what stands around the records of a page. It is made of a valid response once; each page
 * changes only the companions. A companion whose values the schema refuses stays as it is.
 */
export function createEnvelope({ base, view, list, companions, paging }: EnvelopeSource): (facts: PageFacts) => Frame {
  const listNames = resolveNames(view, list);
  const slots = Object.entries(companions).flatMap(([path, companion]) => {
    const names = resolveNames(view, path);
    const slot: Slot = { names, ...createCompanionWriter(companion, { view, names, listNames, base }) };
    // keys are as valid here as in their records
    if (KEYS.has(companion) || (CURSORS.has(companion) && paging?.by === 'cursor' && paging.token === 'key'))
      return [slot];
    return settleSlot(slot, { base, listNames, schema: view?.schema });
  });
  const template = buildTemplate(base, { listNames, slots });
  return facts => splitAtList(writeTemplate(template, { slots, facts }));
}

const KEYS: ReadonlySet<Companion> = new Set(['firstKey', 'lastKey']);
const CURSORS: ReadonlySet<Companion> = new Set(['nextCursor', 'previousCursor']);

type Check = { base: unknown; listNames: readonly string[]; schema: DescribedSchema | undefined };

/** The slot if all that it may write is valid; else without any value, if that is valid; or else no slot. */
function settleSlot(slot: Slot, check: Check): Slot[] {
  const before = countIssues([], check);
  const isFine = (one: Slot) => SAMPLES.every(facts => countIssues([one], { ...check, facts }) <= before);
  if (isFine(slot)) return [slot];
  const silent: Slot = { ...slot, write: () => undefined };
  return isFine(silent) ? [silent] : [];
}

function countIssues(
  slots: readonly Slot[],
  { base, listNames, schema, facts }: Check & { facts?: PageFacts },
): number {
  if (!schema) return 0;
  const template = buildTemplate(base, { listNames, slots });
  const { before, after } = splitAtList(writeTemplate(template, { slots, facts: facts ?? (SAMPLES[0] as PageFacts) }));
  return schema.validate(JSON.parse(`${before}[]${after}`)).length;
}
