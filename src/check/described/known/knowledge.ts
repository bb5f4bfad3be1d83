import type { JudgedApi } from '../judged-api.js';
import type { Walk } from './walk.js';

/** A record that the target has. */
export type KnownRecord = {
  collection: string;
  /** As its JSON has it. */
  key: string | number;
  /** The keys of what it belongs to, by the name of the parent. */
  parents: Readonly<Record<string, string | number>>;
  /** The record as the target showed it. */
  value: unknown;
  /** Whether it is proved that the run has created it. */
  own: boolean;
};

/** What a run knows of a target. */
export type Knowledge = {
  api: JudgedApi;
  /** Records by collection: those of the lists that were read, and the run's own. */
  records: Map<string, KnownRecord[]>;
  /** The operations that have accepted a request which the description allows. */
  accepted: Set<string>;
  /** Which of the templates of a body was accepted, by operation. */
  templates: Map<string, number>;
  /** What the run has created and not deleted, with the mark that it sent. */
  created: CreatedRecord[];
  /** The lists as they were read last, without filters; those below other records for some of these. */
  walks: KnownWalk[];
};

/** `parent` is the record below which the list stands. */
export type KnownWalk = Walk & { parent: KnownRecord | undefined };

/** What a run has created, with the body that it sent and the marks in it. */
export type CreatedRecord = KnownRecord & { marks: readonly string[]; sent: string };

export function initialKnowledge(api: JudgedApi): Knowledge {
  return { api, records: new Map(), accepted: new Set(), templates: new Map(), created: [], walks: [] };
}

/** The record that requests are about: one of the run's own where there is one. `own`: no other one will do. */
export function findRecord(
  known: Knowledge,
  collection: string,
  { own = false }: { own?: boolean } = {},
): KnownRecord | undefined {
  const all = known.records.get(collection) ?? [];
  return all.find(record => record.own) ?? (own ? undefined : all[0]);
}

export function addRecord({ records }: Knowledge, record: KnownRecord): void {
  const all = records.get(record.collection) ?? [];
  records.set(record.collection, [...all.filter(other => !isSame(other, record)), record]);
}

/** Whether two records have the same key below the same parents. */
export function isSame(left: KnownRecord, right: KnownRecord): boolean {
  return identify(left) === identify(right);
}

function identify({ collection, key, parents }: KnownRecord): string {
  const sorted = Object.entries(parents).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([collection, String(key), sorted.map(([name, key]) => [name, String(key)])]);
}
