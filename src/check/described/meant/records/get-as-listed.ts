import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import type { Knowledge, KnownRecord } from '../../known/knowledge.js';
import { isSuccess, keyOfRecord, readRecord } from '../../known/read-records.js';
import { defineLaw } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';
import { readWalks } from '../../walk/read-walk.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { knownWalk, walkList } from '../../walk/walk-list.js';
import { getterOf, listersOf } from './fresh.js';
import { isKept, settableMembers } from './members.js';

/** How many records are got, in a small description and in a large one. */
const MOST = 10;
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
    // records from all of the first page
    const nth = (at: number, known: Knowledge): KnownRecord | undefined => {
      const walk = knownWalk(list, known);
      const { records = [] } = walk?.pages[0] ?? {};
      const record = records[Math.round((at * (records.length - 1)) / (count - 1))];
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
    for (const [index, exchange] of exchanges.slice(1, -1).entries()) {
      const wanted = decodeURIComponent(exchange.request.path.split('?')[0]?.split('/').at(-1) ?? '');
      const listed = walk.records.find(({ key }) => String(key) === wanted);
      const record = readRecord(operation, exchange, api);
      if (!listed || !isSuccess(exchange) || !record) continue;
      const at = index + 1;
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
    return compared > 0 ? [passes(requirement)] : [inconclusive(requirement, 'No record of the list could be got.')];
  },
});

/** A value as a finding may show it, without digests of passwords. */
function formatMember(name: string, value: unknown): string {
  return /passw/i.test(name) ? `[${typeof value}]` : formatValue(value);
}
