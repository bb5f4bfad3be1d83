import { isObject } from '../../../../kernel/index.js';
import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { effectOf, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { isSuccess, keyOfCreated } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { readWalks } from '../../walk/read-walk.js';
import { listersOf, planFresh } from '../records/fresh.js';
import { bodyWith, freeMembers, sentRecord } from '../records/sent.js';
import { listFilters } from './filters.js';

/** The list, and the parameter that has to find the record. */
type Wanted = { list: string; parameter: string };

export const addressesFound = defineLaw<Wanted>({
  id: 'addresses-found',
  says: 'A filter finds a record by the e-mail address that was sent, in whichever letters the server keeps it.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    if (does !== 'create' || effectOf(operation, api) !== 'creates') return [];
    const addresses = new Set(
      freeMembers(operation, api).flatMap(({ name, value }) => (value.format === 'email' ? [name] : [])),
    );
    return listersOf(collection, api).flatMap(lister =>
      listFilters(lister, api).flatMap(({ member, compare, parameter: { name: parameter } }): LawCase<Wanted>[] => {
        if (compare !== 'equal' || !addresses.has(member)) return [];
        const body = bodyWith(operation, api, record => ({ ...record, [member]: capitalise(record[member]) }));
        const fresh = planFresh(collection, api, { body });
        const sent = fromTarget<Knowledge>(`${member} that was sent`, ({ exchanges }) => {
          const record = sentRecord(operation, exchanges[0], api);
          return isObject(record) ? record[member] : undefined;
        });
        const list = fresh?.listed(lister, [[parameter, sent]]);
        if (!fresh || !list || fresh.step.operation !== operation.id) return [];
        const id = `${operation.id} by ${parameter} of ${lister.id}`;
        const expect = { list: lister.id, parameter };
        return [{ id, parameter, judges: lister.id, steps: [fresh.step, list], phase: 'create', expect }];
      }),
    );
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, parameter } }): Finding[] {
    const key = keyOfCreated(operation, exchanges[0], api);
    const walk = readWalks(api.operation(list), exchanges, api).at(-1);
    if (key === undefined || !walk || !exchanges.every(isSuccess))
      return [inconclusive(requirement, 'The target did not create the record, or not list it.')];
    if (walk.records.some(record => String(record.key) === String(key))) return [passes(requirement)];
    if (!walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    const message = `The filter ${parameter} does not find a new record by the address that was sent.`;
    const expected = `${nameOfRecord(api.ruleOf(operation)?.collection ?? '')} ${key}`;
    const got = `${walk.records.length} others`;
    return [fails(requirement, { operation: list, message, expected, got, causes: [`address ${list} ${parameter}`] })];
  },
});

/** An address with capital letters, as people write their names. */
function capitalise(address: unknown): string {
  const text = typeof address === 'string' ? address : 'kim@example.com';
  return text.replace(/(^|[@.])([a-z])/g, (_, before, letter) => before + letter.toUpperCase());
}
