import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw } from '../../law.js';
import { getterOf, planFresh } from '../records/fresh.js';
import { isKept, settableMembers } from '../records/members.js';
import { bodyWith, varied } from '../records/sent.js';

/** Whether the changing request may name the version that it means, and the read the one that the client has. */
type Wanted = { matches: boolean; reads: boolean };

export const etags = defineLaw<Wanted>({
  id: 'etags',
  says: 'The ETag of a record changes with the record; a request for an old one is refused and changes nothing.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if ((does !== 'update' && does !== 'replace') || !getter || effectOf(operation, api) !== 'changes-own') return [];
    const has = (name: string, of = operation) =>
      of.parameters.some(one => one.in === 'header' && one.name.toLowerCase() === name);
    const matches = has('if-match');
    const reads = has('if-none-match', getter);
    const shows = getter.responses.some(({ headers }) => headers.some(({ name }) => name.toLowerCase() === 'etag'));
    if (!shows && !matches) return [];
    const fresh = planFresh(collection, api);
    const [first, second] = [0, 1].map(turn => bodyWith(operation, api, varied(operation, api, turn)));
    const old = fromTarget<Knowledge>('ETag', ({ exchanges }) => exchanges[1]?.response?.headers.etag);
    const current = fromTarget<Knowledge>('ETag', ({ exchanges }) => exchanges[3]?.response?.headers.etag);
    const steps = [
      fresh?.step,
      fresh?.about(getter),
      fresh?.about(operation, { body: first }),
      fresh?.about(getter),
      ...(reads ? [current, old].map(etag => fresh?.about(getter, { headers: { 'if-none-match': etag } })) : []),
      ...(matches
        ? [fresh?.about(operation, { body: second, headers: { 'if-match': old } }), fresh?.about(getter)]
        : []),
    ];
    return steps.every(step => step !== undefined)
      ? [{ id: operation.id, steps: steps.flatMap(step => step ?? []), phase: 'change', expect: { matches, reads } }]
      : [];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { matches, reads } }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    const [, before, change, after] = exchanges;
    const [again, stale] = reads ? exchanges.slice(4) : [];
    const from = reads ? 6 : 4;
    const [late, last] = exchanges.slice(from);
    const [old, current] = [before, after].map(exchange => exchange?.response?.headers.etag);
    if (!isSuccess(change) || old === undefined || current === undefined || !getter)
      return [inconclusive(requirement, 'The target shows no ETag.')];
    const records = [before, after, last].map(exchange => readRecord(getter, exchange, api));
    const settable = settableMembers(collection, getter, api);
    const differs = (left: number, right: number) =>
      settable.find(name => !isKept(records[left]?.[name], records[right]?.[name]));
    const shared = { causes: [`etag ${operation.id}`] };
    if (differs(0, 1) === undefined) return [inconclusive(requirement, 'The target did not change the record.')];
    if (old === current)
      return [
        fails(requirement, {
          ...shared,
          at: 3,
          message: 'The ETag stays the same when the record changes.',
          expected: 'another ETag',
          got: old,
        }),
      ];
    // a weak or missing comparison may send the record again
    const { status } = again?.response ?? {};
    if (
      reads &&
      isSuccess(again) &&
      again?.response?.headers.etag === current &&
      getter.responses.some(one => one.status === '304')
    ) {
      return [
        fails(requirement, {
          causes: [`none match ${getter.id}`],
          at: 4,
          message: 'A record is sent again to a client that has its ETag.',
          expected: '304',
          got: `${status}`,
        }),
      ];
    }
    if (reads && stale?.response?.status === 304) {
      return [
        fails(requirement, {
          causes: [`none match ${getter.id}`],
          at: 5,
          message: 'A client that has an old ETag does not get the record.',
          expected: '200',
          got: '304',
        }),
      ];
    }
    if (!matches) return [passes(requirement)];
    const changed = differs(1, 2);
    if (isSuccess(late)) {
      return [
        fails(requirement, {
          causes: [`if match ${operation.id}`],
          at: from,
          message: 'A change for an old ETag is accepted.',
          expected: '412',
          got: `${late?.response?.status}`,
        }),
      ];
    }
    if (changed !== undefined) {
      const [expected, got] = [formatValue(records[1]?.[changed]), formatValue(records[2]?.[changed])];
      return [
        fails(requirement, {
          causes: [`if match ${operation.id}`],
          parameter: changed,
          at: from,
          message: 'A refused change for an old ETag changes the record.',
          expected,
          got,
        }),
      ];
    }
    return [passes(requirement)];
  },
});
