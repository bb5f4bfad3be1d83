import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { effectOf, nameOfRecord } from '../../judged-api.js';
import { isSuccess, keyOfCreated } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { planFresh } from '../records/fresh.js';
import { sentMembers } from '../records/members.js';

export const newKeys = defineLaw<{ deletes: boolean }>({
  id: 'new-keys',
  says: 'A new record has a key that no other record has or had.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    const { key } = api.collections.get(collection) ?? {};
    if (does !== 'create' || effectOf(operation, api) !== 'creates' || key === undefined) return [];
    // keys that clients send are theirs to choose
    if (sentMembers(operation, api).some(({ name }) => name === key)) return [];
    const [first, second] = [planFresh(collection, api), planFresh(collection, api, { at: 1 })];
    const deleter = api.thatDo('delete', collection).find(one => effectOf(one, api) === 'changes-own');
    const removed = first?.about(deleter);
    if (!first || !second || first.step.operation !== operation.id) return [];
    const cases: LawCase<{ deletes: boolean }>[] = [
      { id: `${operation.id} twice`, steps: [first.step, second.step], phase: 'create', expect: { deletes: false } },
    ];
    return removed
      ? [
          ...cases,
          {
            id: `${operation.id} after a deletion`,
            steps: [first.step, removed, second.step],
            phase: 'change',
            expect: { deletes: true },
          },
        ]
      : cases;
  },
  judge({ operation, requirement, exchanges, known, expect: { deletes } }): Finding[] {
    const { api } = known;
    const created = [exchanges[0], exchanges.at(-1)];
    const [first, second] = created.map(exchange => keyOfCreated(operation, exchange, api));
    if (!exchanges.every(isSuccess) || first === undefined || second === undefined)
      return [inconclusive(requirement, 'The target did not create two records.')];
    const name = nameOfRecord(api.ruleOf(operation)?.collection ?? '');
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const before = known.walks.filter(walk => api.ruleOf(walk.operation)?.collection === collection && !walk.parent);
    const taken = before
      .flatMap(({ records }) => records)
      .find(({ key }) => [first, second].map(String).includes(String(key)));
    if (taken) {
      const message = 'A new record has the key of another one.';
      const got = `${name} ${taken.key}`;
      const causes = [`key ${operation.id} of another`];
      return [fails(requirement, { message, expected: 'a new key', got, causes, certain: true })];
    }
    const isTaken = String(first) === String(second);
    if (!isTaken) return [passes(requirement)];
    const message = deletes
      ? 'A new record has the key of one that was deleted.'
      : 'Two new records have the same key.';
    return [
      fails(requirement, {
        message,
        expected: 'a new key',
        got: `${name} ${second} again`,
        causes: [`key ${operation.id} ${deletes}`],
        certain: true,
      }),
    ];
  },
});
