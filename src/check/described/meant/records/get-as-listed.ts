import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import type { Knowledge, KnownRecord } from '../../known/knowledge.js';
import { isSuccess, keyOfRecord, readRecord } from '../../known/read-records.js';
import type { WalkedRecord } from '../../known/walk.js';
import { defineLaw } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';
import { readWalks } from '../../walk/read-walk.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { knownWalk, walkList } from '../../walk/walk-list.js';
import { getterOf, listersOf } from './fresh.js';
import { isKept, settableMembers } from './members.js';

/** How many records are got, in a small description and in a large one. */
const MOST = 16;
const FEW = 3;

export const getAsListed = defineLaw<{ list: string }>({
  id: 'get-as-listed',
  says: 'Get shows the record that has the key, with the values that the list shows.',
  certainty: 'derived',
  cases(operation, api) {
    const { collection = '', does, key } = api.ruleOf(operation) ?? {};
    if (does !== 'get' || key?.in !== 'path' || getterOf(collection, api) !== operation) return [];
    const parents = Object.keys(api.ruleOf(operation)?.parents ?? {});
    const list = listersOf(collection, api).find(
      one => Object.keys(api.ruleOf(one)?.parents ?? {}).join() === parents.join(),
    );
    const first = list && walkList(list, api, { parent: ({ known }) => knownWalk(list, known)?.parent });
    if (!list || !first) return [];
    const { next: _, ...page } = first;
    const count = api.isLarge ? FEW : MOST;
    // records of each kind of key, and records from all of the first page
    const nth = (at: number, known: Knowledge): KnownRecord | undefined => {
      const walk = knownWalk(list, known);
      const { records = [] } = walk?.pages[0] ?? {};
      const half = Math.floor(count / 2);
      const even = Math.round(((at - half) * (records.length - 1)) / (count - half - 1));
      const record = at < half ? ofEachKind(records)[Math.min(at, records.length - 1)] : records[even];
      if (record?.key === undefined) return undefined;
      const above = walk?.parent ? { ...walk.parent.parents, [parents.at(-1) ?? '']: walk.parent.key } : {};
      return { collection, key: record.key, parents: above, value: record.value, own: false };
    };
    const gets = Array.from({ length: count }, (_, at) =>
      planRequest(operation, api, { record: ({ known }) => nth(at, known) }),
    ).filter(step => step !== undefined);
    return [
      {
        id: operation.id,
        // the list is read again, because some members may change with every request
        steps: [page, ...gets.map(step => ({ ...step, expects: 'described' as const })), page],
        phase: 'read',
        expect: { list: list.id },
      },
    ];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const list = api.operation(expect.list);
    const [walk] = readWalks(list, exchanges.slice(0, 1), api);
    const again = readWalks(list, exchanges.slice(-1), api)[0];
    if (!walk || !again) return [inconclusive(requirement, 'The list could not be read.')];
    const name = nameOfRecord(collection);
    const [view, listView] = [operation, list].map(one => viewOfRecord(one, api));
    // where both show the same records, all members are the same
    const isWhole = view !== undefined && view.place === listView?.place;
    const members = isWhole ? [...view.members.keys()] : settableMembers(collection, operation, api);
    const shared = { causes: [`got ${operation.id}`] };
    let compared = 0;
    let missing: { at: number; key: string; status: number } | undefined;
    for (const [index, exchange] of exchanges.slice(1, -1).entries()) {
      const wanted = decodeURIComponent(exchange.request.path.split('?')[0]?.split('/').at(-1) ?? '');
      const listed = walk.records.find(({ key }) => String(key) === wanted);
      const record = readRecord(operation, exchange, api);
      const at = index + 1;
      const { status = 0 } = exchange.response ?? {};
      if (listed && (status === 404 || status === 410)) missing ??= { at, key: wanted, status };
      if (!listed || !isSuccess(exchange) || !record) continue;
      const key = keyOfRecord(record, collection, api);
      if (key !== undefined && String(key) !== wanted) {
        return [
          fails(requirement, {
            ...shared,
            at,
            message: 'Get shows another record.',
            expected: `${name} ${wanted}`,
            got: `${name} ${key}`,
          }),
        ];
      }
      const shown = listed.value as Record<string, unknown>;
      const later = again.records.find(({ id }) => id === listed.id)?.value as Record<string, unknown> | undefined;
      const other = members.find(
        member =>
          shown[member] !== undefined &&
          record[member] !== undefined &&
          isKept(shown[member], later?.[member]) &&
          !isKept(shown[member], record[member]),
      );
      if (other !== undefined) {
        const message = 'Get shows a record otherwise than the list.';
        return [
          fails(requirement, {
            ...shared,
            parameter: other,
            at,
            message,
            expected: formatMember(other, shown[other]),
            got: formatMember(other, record[other]),
          }),
        ];
      }
      compared += 1;
    }
    // where no record can be got, the key may be another member
    if (missing && compared > 0) {
      const { at, key, status } = missing;
      const message = 'A record that the list shows cannot be got.';
      return [fails(requirement, { ...shared, at, message, expected: `${name} ${key}`, got: `${status}` })];
    }
    return compared > 0 ? [passes(requirement)] : [inconclusive(requirement, 'No record of the list could be got.')];
  },
});

/** The records, those first whose keys begin, end or are long otherwise than the keys before: a server may know some kinds of keys only. */
function ofEachKind(records: readonly WalkedRecord[]): WalkedRecord[] {
  const seen = new Set<string>();
  const isNew = ({ key }: WalkedRecord, signOf: (text: string) => string) => {
    const sign = signOf(String(key));
    const known = seen.has(sign);
    seen.add(sign);
    return !known;
  };
  const signs = [
    (text: string) => `begins ${text.slice(0, 1)}`,
    (text: string) => `ends ${text.slice(-1)}`,
    (text: string) => `has ${text.length}`,
  ];
  const chosen = signs.flatMap(sign => records.filter(record => isNew(record, sign)));
  return [...new Set([...chosen, ...records])];
}

/** A value as a finding may show it, without digests of passwords. */
function formatMember(name: string, value: unknown): string {
  return /passw/i.test(name) ? `[${typeof value}]` : formatValue(value);
}
