import { type DescribedOperation, type Parameter, SchemaView } from '../../../../openapi/index.js';
import { type CaseContext, fromTarget, type Step } from '../../../model/case.js';
import type { JudgedApi } from '../../judged-api.js';
import { findRecord, type Knowledge, type KnownRecord } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import { planRequest } from '../../request/plan-request.js';
import { freshRecord } from '../../request/steps.js';
import { walkList } from '../../walk/walk-list.js';
import { listFilters } from '../lists/filters.js';

type RecordFrom = (context: CaseContext<Knowledge>) => KnownRecord | undefined;

/** A record that a case creates for itself, and the steps that are about it. */
export type Fresh = {
  step: Step<Knowledge>;
  record: RecordFrom;
  /** A request about the record; it changes the record only where that is certainly the run's own. Undefined where none can be made. */
  about(operation: DescribedOperation | undefined, more?: About): Step<Knowledge> | undefined;
  /** The step that reads a list of such records; `query` is sent with each page. */
  listed(operation: DescribedOperation | undefined, query?: Step<Knowledge>['query']): Step<Knowledge> | undefined;
};

type About = Omit<NonNullable<Parameters<typeof planRequest>[2]>, 'record'> & { headers?: Step<Knowledge>['headers'] };

/** Plans a new record; `at` is the index of the step that creates it, `body` what is sent in place of what was accepted. */
export function planFresh(
  collection: string,
  api: JudgedApi,
  { at = 0, body }: { at?: number; body?: unknown } = {},
): Fresh | undefined {
  const fresh = freshRecord(collection, api, at);
  if (!fresh) return undefined;
  const record: RecordFrom = fresh.record;
  return {
    step: body === undefined ? fresh.step : { ...fresh.step, body },
    record,
    about(operation, { headers, ...plan } = {}) {
      const request = operation && planRequest(operation, api, { ...plan, record });
      if (!request) return undefined;
      const sent = { ...request.headers, ...headers };
      return {
        ...request,
        ...(Object.keys(sent).length > 0 && { headers: sent }),
        expects: 'described',
        unless: context =>
          operation.method === 'GET' || isProved(record(context), context)
            ? undefined
            : 'Nothing proves that the run created the record.',
      };
    },
    listed(operation, query = []) {
      if (!operation) return undefined;
      const parent = Object.keys(api.ruleOf(operation)?.parents ?? {}).at(-1);
      return walkList(operation, api, {
        query,
        ...(parent !== undefined && { parent: context => parentOf(record(context), parent, context) }),
      });
    },
  };
}

/** Whether a record is certainly the run's own: its key is new, and it shows a text that was sent, where one was sent. */
function isProved(record: KnownRecord | undefined, { known, exchanges }: CaseContext<Knowledge>): boolean {
  // before the cases, the run has proved that it creates records of this kind
  if (!record || !findRecord(known, record.collection, { own: true })) return false;
  const isKnown = (known.records.get(record.collection) ?? []).some(
    ({ key, own, parents }) => !own && key === record.key && JSON.stringify(parents) === JSON.stringify(record.parents),
  );
  const marks =
    known.created.find(({ collection, key }) => collection === record.collection && key === record.key)?.marks ?? [];
  const text = exchanges.map(({ response }) => response?.text ?? '').join();
  return !isKnown && (marks.length === 0 || record.value === undefined || marks.some(mark => text.includes(mark)));
}

/** What a record belongs to: the path of its creation named it, or a member does. */
function parentOf(
  record: KnownRecord | undefined,
  parent: string,
  { known }: CaseContext<Knowledge>,
): KnownRecord | undefined {
  if (!record) return undefined;
  const member = known.api.collections.get(record.collection)?.parents?.[parent]?.member;
  const held = member === undefined ? undefined : followNames(record.value, member);
  const key =
    record.parents[parent] ??
    (typeof held === 'string' || typeof held === 'number' ? held : findRecord(known, parent)?.key);
  const { [parent]: _, ...parents } = record.parents;
  return key === undefined ? undefined : { collection: parent, key, parents, value: undefined, own: false };
}

/** The operation that gets one record of a collection. */
export function getterOf(collection: string, api: JudgedApi): DescribedOperation | undefined {
  return api.thatDo('get', collection).find(one => one.method === 'GET' && api.ruleOf(one)?.response !== undefined);
}

/** The operations that list all records of a collection and show their keys: none that filters without being asked to. */
export function listersOf(collection: string, api: JudgedApi): DescribedOperation[] {
  const lists = api.thatDo('list', collection).filter(({ method }) => method === 'GET');
  const filters = (operation: DescribedOperation) => {
    const { filters: rules = {}, search = [] } = api.ruleOf(operation) ?? {};
    const names = new Set([...Object.keys(rules), ...search]);
    const isSet = ({ required, schema }: Parameter) => required || new SchemaView(schema).default !== undefined;
    return operation.parameters.some(one => one.in === 'query' && names.has(one.name) && isSet(one));
  };
  return api.collections.get(collection)?.key === undefined ? [] : lists.filter(one => !filters(one));
}

/** The most filters of a list that are tried. */
const MAX_FILTERS = 5;

/** The steps that read a list with one filter each, which a new record matches. */
export function filteredLists(
  lister: DescribedOperation,
  fresh: Fresh,
  api: JudgedApi,
): { name: string; member: string; step: Step<Knowledge> }[] {
  return listFilters(lister, api)
    .filter(({ compare, whenTrue }) => compare === 'equal' && whenTrue === undefined)
    .slice(0, MAX_FILTERS)
    .flatMap(({ parameter: { name }, member }) => {
      const value = fromTarget<Knowledge>(`${member} of the new record`, context => {
        const held = followNames(fresh.record(context)?.value, member);
        const one = Array.isArray(held) ? held[0] : held;
        return one === null || typeof one === 'object' ? undefined : one;
      });
      const step = fresh.listed(lister, [[name, value]]);
      return step ? [{ name, member, step }] : [];
    });
}
