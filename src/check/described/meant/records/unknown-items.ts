import { type DescribedOperation, findResponse, SchemaView } from '../../../../openapi/index.js';
import type { CaseContext } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord, ownerOf } from '../../judged-api.js';
import { findRecord, type Knowledge, type KnownRecord } from '../../known/knowledge.js';
import { isSuccess, keyOfRecord, readList, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';
import { getterOf } from './fresh.js';

/** Which record is unknown, and whether a request before shows that it is. */
type Wanted = { unknown: string; guarded: boolean; choice: Choice };

/** Which key it has: one like others, or where keys are numbers, one more than the greatest, one far beyond it, or zero. */
const CHOICES = ['like others', 'next', 'far', 'zero'] as const;
type Choice = (typeof CHOICES)[number];

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
    const reads = effectOf(operation, api) === 'reads';
    const wanted = subjects.flatMap(unknown =>
      (reads && unknown === rule.collection ? CHOICES : CHOICES.slice(0, 1)).map(choice => ({ unknown, choice })),
    );
    return wanted.flatMap(({ unknown, choice }): LawCase<Wanted>[] => {
      const isItem = unknown === rule.collection;
      const record = (context: CaseContext<Knowledge>) =>
        choice === 'like others'
          ? findUnknown(operation, { unknown, isItem, api, context })
          : besideOthers(unknown, choice, context);
      const request = planRequest(operation, api, { record });
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
          id: `${operation.id} unknown ${nameOfRecord(unknown)}${choice === 'like others' ? '' : `, ${choice}`}`,
          steps: [...before, step],
          phase: reads ? 'read' : 'change',
          expect: { unknown, guarded: get !== undefined, choice },
        },
      ];
    });
  },
  judge({ operation, requirement, exchanges, known, expect: { unknown, guarded, choice } }): Finding[] {
    const { api } = known;
    const exchange = exchanges.at(-1);
    const { status = 0 } = exchange?.response ?? {};
    if (exchanges.length < (guarded ? 2 : 1)) return [inconclusive(requirement, 'The request could not be sent.')];
    if (isGone(status)) return [passes(requirement)];
    const isDocumented = operation.responses.some(one => one.status === '404' || one.status === '410');
    const { does } = api.ruleOf(operation) ?? {};
    const name = nameOfRecord(unknown);
    // a number that could be a key is no wrong input; zero may be one
    const isRefused =
      isDocumented &&
      keysOf(unknown, known).length > 0 &&
      ((choice !== 'zero' && [400, 422].includes(status)) || isUndocumented(status, operation));
    const shown = keyOfRecord(readRecord(operation, exchange, api), unknown, api);
    if (choice === 'next' && typeof shown === 'number' && !keysOf(unknown, known).includes(shown))
      return [inconclusive(requirement, `Another client may have created the ${name}.`)];
    if (isSuccess(exchange) || isRefused) {
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

const FAR = 1_000_003;

/** Whether no page has a refusal, which has nothing to do with rights or with how many requests there are. */
function isUndocumented(status: number, operation: DescribedOperation): boolean {
  return status >= 400 && status < 500 && ![401, 403, 429].includes(status) && !findResponse(operation, status);
}

/** A record whose key is a number beside those of all others. */
function besideOthers(collection: string, choice: Choice, { known }: CaseContext<Knowledge>): KnownRecord | undefined {
  const keys = keysOf(collection, known);
  const like = findRecord(known, collection);
  if (!like || keys.length === 0 || keys.includes(0)) return undefined;
  const beyond = keys.reduce((left, right) => Math.max(left, right)) + (choice === 'far' ? FAR : 1);
  const key = choice === 'zero' ? 0 : beyond;
  return isAllowedKey(collection, key, known.api) ? { ...like, key, value: undefined, own: false } : undefined;
}

/** The keys of a collection, where they are numbers. */
function keysOf(collection: string, { records, walks, api }: Knowledge): number[] {
  const listed = walks.filter(({ operation }) => api.ruleOf(operation)?.collection === collection);
  const all = [...(records.get(collection) ?? []), ...listed.flatMap(walk => walk.records)];
  return all.flatMap(({ key }) => (typeof key === 'number' ? [key] : []));
}

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
  const isFree = (key: string | number) => all.every(record => String(record.key) !== String(key));
  const key = candidates(like?.key).find(one => isFree(one) && isAllowedKey(collection, one, known.api));
  return key === undefined
    ? undefined
    : { collection, key, parents: like?.parents ?? {}, value: undefined, own: false };
}

/** Whether the path of a record takes a key: else the server may call it wrong input. */
function isAllowedKey(collection: string, key: string | number, api: JudgedApi): boolean {
  const getter = getterOf(collection, api);
  const name = getter && api.ruleOf(getter)?.key?.name;
  const schema = getter?.parameters.find(one => one.name === name && one.in === 'path')?.schema;
  if (schema === undefined || schema.validate(key).length === 0) return true;
  return new SchemaView(schema).types.has('string') && schema.validate(String(key)).length === 0;
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
