import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation, MemberView } from '../../../../openapi/index.js';
import { type CaseContext, fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { MARKS } from '../../known/own-records.js';
import { isSuccess, keyOfCreated, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { bodyTemplates } from '../../request/body-templates.js';
import { readWalks } from '../../walk/read-walk.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { listFilters } from '../lists/filters.js';
import { getterOf, listersOf, planFresh } from '../records/fresh.js';
import { contains, isKept, isShown, sentMembers } from '../records/members.js';
import { bodyWith, sentRecord } from '../records/sent.js';

/** Ends of texts that are easily misread or cut; composed characters only, and no blanks around them. */
const ENDS: readonly string[] = [`'a"b`, '5%_a', '\\n\\', 'a&b=c+d#e', '<b>', '\u{1f600}', 'é', '\u65e5\u672c'];

/** Which member has the text, and where a filter finds the record by it. */
type Wanted = { member: string; filter?: { list: string; parameter: string } };

/** A server may refuse such texts, because descriptions seldom say which letters a text may have. */
export const textsKept = defineLaw<Wanted>({
  id: 'texts-kept',
  says: 'A text by which a record is known is kept as it was sent, whatever signs it has, and the filter for it finds the record.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (does !== 'create' || effectOf(operation, api) !== 'creates' || !getter) return [];
    const member = markedMember(operation, getter, api);
    return member ? api.inTurns(ENDS, operation).flatMap(end => endCase(operation, api, { member, end, getter })) : [];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { member, filter } }): Finding[] {
    const [create, get] = exchanges;
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    const sent = sentRecord(operation, create, api)?.[member];
    const record = getter && readRecord(getter, get, api);
    const key = keyOfCreated(operation, create, api);
    if (!isSuccess(create) || !record) return [inconclusive(requirement, 'The record could not be read back.')];
    const isSame = api.isStated ? contains(record[member], sent) : isKept(sent, record[member]);
    const shared = { expected: formatValue(sent), causes: [`text ${operation.id} ${member}`] };
    if (!isSame) {
      const message = `The member ${member} is not what was sent.`;
      return [fails(requirement, { ...shared, message, got: formatValue(record[member]), at: 1 })];
    }
    const kept = passes(requirement, { at: 1 });
    if (!filter) return [kept];
    const about = { operation: filter.list, parameter: filter.parameter };
    const walk = readWalks(api.operation(filter.list), exchanges, api).at(-1);
    if (!walk) return [kept, inconclusive(requirement, 'The list could not be read.', about)];
    const keys = walk.records.map(found => String(found.key));
    // the text has a mark that no other record has
    if (keys.length > 0 && keys.every(one => one === String(key))) return [kept, passes(requirement, about)];
    const message = `A new ${nameOfRecord(collection)} is not found by its ${member}.`;
    const got =
      keys.length === 0 ? 'no record' : `${keys.length} records, first ${formatValue(walk.records[0]?.value)}`;
    return [fails(requirement, { ...shared, ...about, message, got })];
  },
});

/** The first text that marks a record and that get shows. */
function markedMember(
  operation: DescribedOperation,
  getter: DescribedOperation,
  api: JudgedApi,
): MemberView | undefined {
  const [template] = bodyTemplates(operation, api);
  const record = template?.sample;
  const view = viewOfRecord(getter, api);
  const marked = sentMembers(operation, api).filter(
    ({ name, value }) => isObject(record) && isMark(record[name]) && value.format === undefined && isShown(view, name),
  );
  const filtered = marked.find(({ name }) => filterFor(name, operation, api) !== undefined);
  return filtered ?? marked[0];
}

/** Whether a text is nothing but the mark of a record. */
function isMark(value: unknown): boolean {
  return typeof value === 'string' && value.replace(MARKS, '') === '';
}

function filterFor(member: string, operation: DescribedOperation, api: JudgedApi) {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  return listersOf(collection, api)
    .flatMap(lister => listFilters(lister, api).map(filter => ({ lister, filter })))
    .find(({ filter }) => filter.member === member && ['equal', 'containing'].includes(filter.compare));
}

function endCase(
  operation: DescribedOperation,
  api: JudgedApi,
  { member, end, getter }: { member: MemberView; end: string; getter: DescribedOperation },
): LawCase<Wanted>[] {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const { name } = member;
  const body = bodyWith(operation, api, record => ({ ...record, [name]: `${record[name]}${end}` }));
  const fresh = planFresh(collection, api, { body });
  const get = fresh?.about(getter);
  if (!fresh || !get || fresh.step.operation !== operation.id) return [];
  const found = filterFor(name, operation, api);
  const value = fromTarget<Knowledge>(
    `${name} that was sent`,
    ({ exchanges }: CaseContext<Knowledge>) => sentRecord(operation, exchanges[0], api)?.[name],
  );
  const list: Step<Knowledge> | undefined = found && fresh.listed(found.lister, [[found.filter.parameter.name, value]]);
  return [
    {
      id: `${operation.id} ${name} that ends with ${end}`,
      parameter: name,
      mayFail: true,
      steps: [fresh.step, get, ...(list ? [list] : [])],
      phase: 'create',
      expect: {
        member: name,
        ...(list && found && { filter: { list: found.lister.id, parameter: found.filter.parameter.name } }),
      },
    },
  ];
}
