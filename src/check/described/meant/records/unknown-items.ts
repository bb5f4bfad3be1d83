import { type DescribedOperation, SchemaView } from '../../../../openapi/index.js';
import type { CaseContext } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord, ownerOf } from '../../judged-api.js';
import { findRecord, type Knowledge, type KnownRecord } from '../../known/knowledge.js';
import { isSuccess, readList } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';
import { getterOf } from './fresh.js';

/** Which record is unknown, and whether a request before shows that it is. */
type Wanted = { unknown: string; guarded: boolean };

export const unknownItems = defineLaw<Wanted>({
  id: 'unknown-items',
  says: 'A request about a record that does not exist, or below one, is a 404.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const rule = api.ruleOf(operation);
    if (rule?.collection === undefined || rule.creates || rule.key?.in === 'body') return [];
    const parents = Object.entries(rule.parents ?? {}).filter(([parent]) => api.collections.has(parent));
    const subjects = [...(rule.key ? [rule.collection] : []), ...parents.map(([parent]) => parent)];
    return subjects.flatMap((unknown): LawCase<Wanted>[] => {
      const isItem = unknown === rule.collection;
      const record = (context: CaseContext<Knowledge>) => findUnknown(operation, { unknown, isItem, api, context });
      const request = planRequest(operation, api, { record });
      const reads = effectOf(operation, api) === 'reads';
      // what changes data is sent only where a read shows that there is no such record
      const getter = getterOf(unknown, api);
      const get = reads
        ? undefined
        : getter && planRequest(getter, api, { record: context => unknownRecord(unknown, context) });
      if (!request || (!reads && !get) || (!reads && ownerOf(operation, api) === undefined && !parents.length))
        return [];
      const step = {
        ...request,
        expects: 'described' as const,
        ...(get && {
          unless({ known, exchanges }: CaseContext<Knowledge>) {
            if (!findRecord(known, unknown, { own: true })) return 'Nothing proves that the run creates such records.';
            return isGone(exchanges[0]?.response?.status) ? undefined : 'A read of an unknown record is not a 404.';
          },
        }),
      };
      const before = get ? [{ ...get, expects: 'described' as const }] : [];
      return [
        {
          id: `${operation.id} unknown ${nameOfRecord(unknown)}`,
          steps: [...before, step],
          phase: reads ? 'read' : 'change',
          expect: { unknown, guarded: get !== undefined },
        },
      ];
    });
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { unknown, guarded } }): Finding[] {
    const exchange = exchanges.at(-1);
    const { status = 0 } = exchange?.response ?? {};
    if (exchanges.length < (guarded ? 2 : 1)) return [inconclusive(requirement, 'The request could not be sent.')];
    if (isGone(status)) return [passes(requirement)];
    const isDocumented = operation.responses.some(one => one.status === '404' || one.status === '410');
    const { does } = api.ruleOf(operation) ?? {};
    const name = nameOfRecord(unknown);
    if (isSuccess(exchange)) {
      const items = readList(operation, exchange, api);
      // a deletion may be repeated, and a list below nothing may be empty, unless a 404 is documented
      if (!isDocumented && (does === 'delete' || items?.length === 0)) return [passes(requirement)];
      const message = `The status for an unknown ${name} is not 404.`;
      const got = `${status} ${formatValue(exchange?.response?.json ?? '')}`;
      return [
        fails(requirement, {
          message,
          expected: '404',
          got,
          causes: [`unknown ${operation.id} ${unknown}`],
          families: [`unknown ${unknown}`],
        }),
      ];
    }
    return [inconclusive(requirement, `The status of the response is ${status}, which may have another reason.`)];
  },
});

function isGone(status: number | undefined): boolean {
  return status === 404 || status === 410;
}

type Unknown = { unknown: string; isItem: boolean; api: JudgedApi; context: CaseContext<Knowledge> };

/** What the path names: an unknown record, or a known one below an unknown one. */
function findUnknown(
  operation: DescribedOperation,
  { unknown, isItem, api, context }: Unknown,
): KnownRecord | undefined {
  const { collection = '', key, parents = {} } = api.ruleOf(operation) ?? {};
  const made = unknownRecord(unknown, context);
  if (!made || isItem) return made;
  const subject = key ? collection : (Object.keys(parents).at(-1) ?? '');
  if (subject === unknown) return made;
  const below = findRecord(context.known, subject);
  return below && { ...below, parents: { ...below.parents, [unknown]: made.key } };
}

/** A record with a key like those of others, that no record has. */
function unknownRecord(collection: string, { known }: CaseContext<Knowledge>): KnownRecord | undefined {
  const all = known.records.get(collection) ?? [];
  const like = findRecord(known, collection);
  const getter = getterOf(collection, known.api);
  const name = getter && known.api.ruleOf(getter)?.key?.name;
  const schema = getter?.parameters.find(one => one.name === name && one.in === 'path')?.schema;
  const isFree = (key: string | number) => all.every(record => String(record.key) !== String(key));
  const fits = (key: string | number) =>
    schema === undefined ||
    schema.validate(key).length === 0 ||
    (new SchemaView(schema).types.has('string') && schema.validate(String(key)).length === 0);
  const key = candidates(like?.key).find(one => isFree(one) && fits(one));
  return key === undefined
    ? undefined
    : { collection, key, parents: like?.parents ?? {}, value: undefined, own: false };
}

function candidates(like: string | number | undefined): (string | number)[] {
  if (typeof like === 'number') return [987_654_321, 987_654, 9_876, 987];
  if (like === undefined) return [987_654_321, '0badc0de-0000-4000-8000-0123456789ab'];
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(like)) return ['0badc0de-0000-4000-8000-0123456789ab'];
  // the end of a known key changed, letters to letters and digits to digits
  const turned = (from: number) =>
    like.slice(0, -from) +
    like
      .slice(-from)
      .replace(/[a-y]/gi, letter => String.fromCharCode(letter.charCodeAt(0) + 1))
      .replace(/\d/g, digit => String((Number(digit) + 7) % 10));
  return /^\d+$/.test(like) ? ['987654321', turned(2)] : [turned(6), turned(4), turned(2), 'no-such-record'];
}
