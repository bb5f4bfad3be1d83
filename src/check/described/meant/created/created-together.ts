import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { fromTarget, type Placeholder } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames, isSuccess, keyOfCreated } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { replaceIn } from '../../request/body-templates.js';
import { acceptedBody } from '../../request/plan-request.js';
import { readWalks } from '../../walk/read-walk.js';
import { knownWalk } from '../../walk/walk-list.js';
import { toInstant } from '../lists/compare-values.js';
import { listersOf, planFresh } from '../records/fresh.js';
import { sentMembers } from '../records/members.js';

/** The list that must have the records of the first `made` requests. */
type Wanted = { list: string; made: number };

/** So many records show what happens to every tenth one. */
const MANY = 12;

export const createdTogether = defineLaw<Wanted>({
  id: 'created-together',
  says: 'Records that are created one after another are all in the list, and so is one with an earlier time than the others.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    const [lister] = listersOf(collection, api);
    const fresh = planFresh(collection, api);
    const list = fresh?.listed(lister);
    if (does !== 'create' || effectOf(operation, api) !== 'creates' || api.isLarge) return [];
    if (!lister || !list || fresh?.step.operation !== operation.id) return [];
    const earlier = timesOf(operation, api).length > 0;
    const cases: LawCase<Wanted>[] = earlier
      ? [
          {
            id: `${operation.id} earlier than another`,
            steps: [fresh.step, { ...fresh.step, body: earlierBody(operation, api) }, list],
            phase: 'create',
            expect: { list: lister.id, made: 2 },
          },
        ]
      : [];
    // lists below a record are often short; others have records enough
    if (Object.keys(api.ruleOf(lister)?.parents ?? {}).length === 0) return cases;
    const second = {
      ...fresh.step,
      unless: ({ known }: { known: Knowledge }) =>
        (knownWalk(lister, known)?.records.length ?? 0) > MANY
          ? 'Other laws read a list that is long enough.'
          : undefined,
    };
    const steps = [second, ...Array.from({ length: MANY - 1 }, () => fresh.step), list];
    return [
      ...cases,
      { id: `${operation.id} ${MANY} times`, steps, phase: 'create', expect: { list: lister.id, made: MANY } },
    ];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, made } }): Finding[] {
    const keys = exchanges.slice(0, made).map(exchange => keyOfCreated(operation, exchange, api));
    if (keys.includes(undefined)) return [inconclusive(requirement, 'The target did not create all records.')];
    const walk = readWalks(api.operation(list), exchanges, api).at(-1);
    if (!walk || !exchanges.slice(made).every(isSuccess))
      return [inconclusive(requirement, 'The list could not be read.')];
    const listed = new Set(walk.records.map(({ key }) => String(key)));
    const missing = keys.find(key => !listed.has(String(key)));
    if (missing === undefined) return [passes(requirement)];
    if (!walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    const name = nameOfRecord(api.ruleOf(operation)?.collection ?? '');
    const message = `Of ${made} new records, the list of ${list} does not have all.`;
    const got = `${keys.filter(key => listed.has(String(key))).length}, without ${name} ${missing}`;
    return [
      fails(requirement, { message, expected: `all ${made}`, got, causes: [`together ${operation.id} ${list}`] }),
    ];
  },
});

/** The members with times that clients set. */
function timesOf(operation: DescribedOperation, api: JudgedApi): string[] {
  return sentMembers(operation, api)
    .filter(({ value: { format } }) => format === 'date-time' || format === 'date')
    .map(({ name }) => name);
}

/** The accepted body with times that are earlier, and as early as those of a record that a list shows: so the list shows such times. */
function earlierBody(operation: DescribedOperation, api: JudgedApi): Placeholder<Knowledge> {
  const { collection = '', request: names = '' } = api.ruleOf(operation) ?? {};
  const body = acceptedBody(operation, api, value => value);
  return fromTarget('earlier time in a list', context => {
    const value = body.from(context);
    const record = followNames(value, names);
    if (!isObject(record)) return undefined;
    const others = (context.known.records.get(collection) ?? []).filter(({ own }) => !own).map(other => other.value);
    const changes = timesOf(operation, api).flatMap(name => {
      const sent = toInstant(record[name]);
      const times = others.map(other => followNames(other, name)).filter(time => toInstant(time) !== undefined);
      const [first] = times.toSorted((left, right) => (toInstant(left) ?? 0) - (toInstant(right) ?? 0));
      return sent !== undefined && first !== undefined && (toInstant(first) ?? 0) < sent
        ? [[name, first] as const]
        : [];
    });
    return changes.length > 0 ? replaceIn(value, names, { ...record, ...Object.fromEntries(changes) }) : undefined;
  });
}
