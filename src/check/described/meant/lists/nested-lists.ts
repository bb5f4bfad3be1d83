import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import type { Knowledge, KnownRecord } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk, walkList } from '../../walk/walk-list.js';

/** Which list is read: the longest one, or one below a record that has none of the run's own records. */
type Wanted = { parent: string; other: boolean };

export const nestedLists = defineLaw<Wanted>({
  id: 'nested-lists',
  says: 'A list below a record has only what belongs to that record, and all of it.',
  certainty: 'derived',
  cases(operation, api) {
    const { does, collection = '', parents = {} } = api.ruleOf(operation) ?? {};
    const parent = Object.keys(parents).at(-1);
    if (does !== 'list' || operation.method !== 'GET' || parent === undefined || !api.collections.has(parent))
      return [];
    const belongs = Object.hasOwn(api.collections.get(collection)?.parents ?? {}, parent);
    return belongs
      ? [false, true].flatMap((other): LawCase<Wanted>[] => {
          const step = walkList(operation, api, {
            parent: ({ known }) => (other ? findOther(parent, collection, known) : knownWalk(operation, known)?.parent),
          });
          const id = `${operation.id}${other ? ' of another' : ''}`;
          return step ? [{ id, steps: [step], phase: 'read', expect: { parent, other } }] : [];
        })
      : [];
  },
  judge({ operation, requirement, exchanges, known, expect: { parent, other } }): Finding[] {
    const { api } = known;
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const [walk] = readWalks(operation, exchanges, api);
    const above = other ? findOther(parent, collection, known) : knownWalk(operation, known)?.parent;
    if (!walk || !above) return [inconclusive(requirement, 'The list could not be read.')];
    const name = nameOfRecord(collection);
    const shared = { causes: [`below ${operation.id}`] };
    const member = api.collections.get(collection)?.parents?.[parent]?.member;
    const isOf = (value: unknown) => member !== undefined && String(followNames(value, member)) === String(above.key);
    for (const { at, records } of walk.pages) {
      const stranger = records.find(
        ({ value }) => member !== undefined && followNames(value, member) !== undefined && !isOf(value),
      );
      const foreign = records.find(record =>
        isOwnOfAnother(record.key, record.value, { collection, above, parent, known }),
      );
      const wrong = stranger ?? foreign;
      if (wrong) {
        const got = `${name} ${wrong.id}${member === undefined ? '' : ` with ${member} ${formatValue(followNames(wrong.value, member))}`}`;
        return [
          fails(requirement, {
            ...shared,
            at,
            message: 'The list has a record that belongs to another one.',
            expected: `only what belongs to ${nameOfRecord(parent)} ${above.key}`,
            got,
          }),
        ];
      }
    }
    const flat = known.walks.filter(
      one => one.parent === undefined && api.ruleOf(one.operation)?.collection === collection,
    )[0];
    const belonging = flat?.records.filter(({ value }) => isOf(value)) ?? [];
    const found = new Set(walk.records.map(({ id }) => id));
    const missing = belonging.find(({ id }) => !found.has(id));
    if (missing && walk.complete) {
      return [
        fails(requirement, {
          ...shared,
          message: 'The list does not have all that belongs to the record.',
          expected: `${belonging.length} records`,
          got: `${found.size}, without ${name} ${missing.id}`,
        }),
      ];
    }
    const others = known.walks.some(
      one => one.operation.id === operation.id && one.parent?.key !== above.key && one.records.length > 0,
    );
    return others || (flat && belonging.length < flat.records.length)
      ? [passes(requirement)]
      : [inconclusive(requirement, 'No other record has anything in such a list.')];
  },
});

/** A record without any of the run's own below it. */
function findOther(parent: string, collection: string, known: Knowledge): KnownRecord | undefined {
  const own = (known.records.get(collection) ?? []).filter(record => record.own);
  return (known.records.get(parent) ?? []).find(
    ({ key }) => own.length > 0 && own.every(({ parents }) => parents[parent] !== key),
  );
}

/** Whether a record is one that the run created below another parent, and shows what the run sent. */
function isOwnOfAnother(
  key: string | number | undefined,
  value: unknown,
  { collection, above, parent, known }: { collection: string; above: KnownRecord; parent: string; known: Knowledge },
): boolean {
  const own = known.created.find(one => one.collection === collection && one.key === key);
  if (!own || own.parents[parent] === undefined || own.parents[parent] === above.key) return false;
  const text = JSON.stringify(value);
  return own.marks.some(mark => text.includes(mark));
}
