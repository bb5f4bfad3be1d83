import type { DescribedOperation, MemberView } from '../../../../openapi/index.js';
import { fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames, isSuccess, keyOfCreated } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { replaceIn } from '../../request/body-templates.js';
import { readWalks } from '../../walk/read-walk.js';
import { listFilters } from '../lists/filters.js';
import { searchParameters } from '../lists/search-words.js';
import { type Fresh, listersOf, planFresh } from './fresh.js';
import { otherValues } from './members.js';
import { bodyWith, freeMembers, onlyRequired } from './sent.js';

/** The list, and the parameter that finds the record by the member. */
type Wanted = { list: string; parameter: string; member: string };

/** The most members that are changed. */
const MAX_MEMBERS = 5;

export const updatedFound = defineLaw<Wanted>({
  id: 'updated-found',
  says: 'After an update, a filter or a search finds the record by its new value, as it found it by the old one.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    const [lister] = listersOf(collection, api);
    const fresh = planFresh(collection, api);
    if (does !== 'update' || !lister || !fresh || api.isLarge || effectOf(operation, api) !== 'changes-own') return [];
    const filters = listFilters(lister, api).filter(
      ({ compare, whenTrue }) => compare === 'equal' && whenTrue === undefined,
    );
    const searches = searchParameters(lister, api);
    const found = freeMembers(operation, api).flatMap(member => {
      const names = filters.filter(one => one.member === member.name).map(({ parameter }) => parameter.name);
      const isText = member.value.types.has('string') && member.value.enum === undefined && !member.value.format;
      return [...names, ...(isText ? searches.map(({ name }) => name) : [])].map(parameter => ({ member, parameter }));
    });
    return found.slice(0, MAX_MEMBERS).flatMap(({ member, parameter }): LawCase<Wanted>[] => {
      const steps = planSteps(operation, lister, { member, parameter, fresh, api });
      const expect = { list: lister.id, parameter, member: member.name };
      return steps
        ? [
            {
              id: `${operation.id} ${member.name} by ${parameter}`,
              parameter: member.name,
              steps,
              phase: 'change',
              expect,
            },
          ]
        : [];
    });
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { list, parameter, member } }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const creator = api.thatDo('create', collection).find(one => effectOf(one, api) === 'creates');
    const key = creator && keyOfCreated(creator, exchanges[0], api);
    const [before, after] = readWalks(api.operation(list), exchanges, api);
    if (key === undefined || !before || !after || !exchanges.every(isSuccess))
      return [inconclusive(requirement, 'The target did not accept the requests.')];
    const has = ({ records }: typeof before) => records.some(record => String(record.key) === String(key));
    if (!has(before)) return [inconclusive(requirement, `Before the update, ${parameter} does not find the record.`)];
    if (has(after)) return [passes(requirement, { parameter: member })];
    if (!after.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    const name = nameOfRecord(collection);
    return [
      fails(requirement, {
        parameter: member,
        message: `After an update of ${member}, ${parameter} does not find the ${name} by its new value.`,
        expected: `${name} ${key} for ${formatValue(after.query.get(parameter))}`,
        got: `${after.records.length} others`,
        causes: [`updated ${operation.id} ${parameter}`],
      }),
    ];
  },
});

type Updating = { member: MemberView; parameter: string; fresh: Fresh; api: JudgedApi };

/** The record is created, found by its value, changed, and found by the new value. */
function planSteps(
  operation: DescribedOperation,
  lister: DescribedOperation,
  { member, parameter, fresh, api }: Updating,
): Step<Knowledge>[] | undefined {
  const { request: names = '' } = api.ruleOf(operation) ?? {};
  const schema = lister.parameters.find(({ name }) => name === parameter)?.schema;
  if (!schema) return undefined;
  const old = fromTarget<Knowledge>(
    `${member.name} of the new record`,
    context => followNames(fresh.record(context)?.value, member.name) ?? undefined,
  );
  const other = fromTarget<Knowledge>(`other value of ${member.name}`, context =>
    otherValues(member, old.from(context)).find(one => schema.validate(one).length === 0),
  );
  const needed = bodyWith(operation, api, onlyRequired(operation, api));
  const body = fromTarget<Knowledge>(`other value of ${member.name}`, context => {
    const rest = needed.from(context) ?? {};
    return replaceIn(rest, names, { ...(followNames(rest, names) as object), [member.name]: other.from(context) });
  });
  const steps = [
    fresh.step,
    fresh.listed(lister, [[parameter, old]]),
    fresh.about(operation, { body }),
    fresh.listed(lister, [[parameter, other]]),
  ];
  return steps.every(step => step !== undefined) ? steps : undefined;
}
