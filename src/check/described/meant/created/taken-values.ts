import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { MARKS } from '../../known/own-records.js';
import { followNames, isSuccess } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { isDistinct, replaceIn } from '../../request/body-templates.js';
import { acceptedBody } from '../../request/plan-request.js';
import { readWalks } from '../../walk/read-walk.js';
import { listersOf, planFresh } from '../records/fresh.js';
import { sentMembers } from '../records/members.js';
import { sentRecord } from '../records/sent.js';

/** The members that the second creation takes from the first, and the list that must not have the second record. */
type Wanted = { taken: readonly string[]; list?: string };

export const takenValues = defineLaw<Wanted>({
  id: 'taken-values',
  says: 'A new record with a value that another one has, and no two may have, is refused and not created.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api): LawCase<Wanted>[] {
    const { does, collection = '', request: names = '' } = api.ruleOf(operation) ?? {};
    const hasConflict = operation.responses.some(({ status }) => status === '409');
    if (does !== 'create' || !hasConflict || effectOf(operation, api) !== 'creates') return [];
    const taken = distinctMembers(operation, api);
    const fresh = planFresh(collection, api);
    if (!fresh || taken.length === 0 || fresh.step.operation !== operation.id) return [];
    const other = acceptedBody(operation, api, value => value);
    const body = fromTarget<Knowledge>('body with the values of another record', context => {
      const value = other.from(context);
      const [record, first] = [followNames(value, names), sentRecord(operation, context.exchanges[0], api)];
      const values = taken.flatMap(name => (first?.[name] === undefined ? [] : [[name, first[name]] as const]));
      return isObject(record) && values.length > 0
        ? replaceIn(value, names, { ...record, ...Object.fromEntries(values) })
        : undefined;
    });
    const again = { ...fresh.step, body };
    const [lister] = listersOf(collection, api);
    const list = fresh.listed(lister);
    const { valid: _, ...second } = again;
    return [
      {
        id: operation.id,
        parameter: taken.join(', '),
        steps: [fresh.step, second, ...(list ? [list] : [])],
        phase: 'create',
        expect: { taken, ...(lister && list && { list: lister.id }) },
      },
    ];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { taken, list } }): Finding[] {
    const [first, second] = exchanges;
    if (!isSuccess(first) || second?.response === undefined)
      return [inconclusive(requirement, 'The target did not create the first record.')];
    const name = nameOfRecord(api.ruleOf(operation)?.collection ?? '');
    const values = sentRecord(operation, second, api) ?? {};
    const shared = { parameter: taken.join(', '), at: 1, causes: [`taken ${operation.id}`] };
    if (isSuccess(second))
      return [
        fails(requirement, {
          ...shared,
          message: `A ${name} is created with what another one has.`,
          expected: '409',
          got: `${second.response.status} for ${taken.map(one => `${one} ${formatValue(values[one])}`).join(' and ')}`,
        }),
      ];
    const known = new Set<string>(first?.request.body?.match(MARKS));
    const marks = (second.request.body?.match(MARKS) ?? []).filter(mark => !known.has(mark));
    const walk = list === undefined ? undefined : readWalks(api.operation(list), exchanges, api).at(-1);
    const created = walk?.records.find(({ value }) => marks.some(mark => JSON.stringify(value).includes(mark)));
    if (!created) return [passes(requirement)];
    const message = `A ${name} is created, although the request was refused.`;
    return [fails(requirement, { ...shared, message, expected: `no ${name}`, got: formatValue(created.value) })];
  },
});

/** The members of which the description says that no two records have the same value. */
function distinctMembers(operation: DescribedOperation, api: JudgedApi): string[] {
  const { unique = [] } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  const { summary = '', description = '', responses } = operation;
  const conflict = responses.find(({ status }) => status === '409')?.description ?? '';
  const saysDistinct = SAYS_DISTINCT.test(`${summary} ${description} ${conflict}`);
  return sentMembers(operation, api)
    .map(({ name }) => name)
    .filter(name => unique.includes(name) || (saysDistinct && isDistinct(name)));
}

const SAYS_DISTINCT =
  /\b(?:already (?:exists?|in use|taken|used)|duplicates?|no other|no two|must be distinct|unique(?:ly)?|exists already)\b/i;
