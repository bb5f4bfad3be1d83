import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation } from '../../../../openapi/index.js';
import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { getterOf, planFresh } from '../records/fresh.js';
import { bodyWith, varied } from '../records/sent.js';

/** What is tried: an action, or a deletion for the ETag that the record had before a change. */
type Wanted = { deletes: boolean };

export const etagChanges = defineLaw<Wanted>({
  id: 'etag-changes',
  says: 'The ETag of a record changes when an action changes the record, and a deletion for an old ETag is refused.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (!getter || effectOf(operation, api) !== 'changes-own') return [];
    const shows = getter.responses.some(({ headers }) => headers.some(({ name }) => name.toLowerCase() === 'etag'));
    if (does === 'action' && shows) return actionCase(operation, getter, api);
    return does === 'delete' ? deletionCase(operation, getter, api) : [];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { deletes } }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    const [, before, change, after, last] = exchanges;
    const old = before?.response?.headers.etag;
    const name = nameOfRecord(collection);
    if (!getter || old === undefined || !isSuccess(change))
      return [inconclusive(requirement, 'The target shows no ETag, or did not accept the change.')];
    if (deletes) {
      const shared = { at: 3, causes: [`if match ${operation.id}`] };
      if (isSuccess(after))
        return [
          fails(requirement, {
            ...shared,
            message: `A deletion for an old ETag of the ${name} is accepted.`,
            expected: '412',
            got: `${after?.response?.status}`,
          }),
        ];
      if (last?.response?.status !== 404) return [passes(requirement)];
      const message = `A refused deletion for an old ETag deletes the ${name}.`;
      return [fails(requirement, { ...shared, message, expected: '200', got: '404' })];
    }
    const [first, second] = [before, after].map(exchange => readRecord(getter, exchange, api));
    const names = [...(viewOfRecord(getter, api)?.members.keys() ?? [])];
    const differs = names.find(one => JSON.stringify(first?.[one]) !== JSON.stringify(second?.[one]));
    if (!isObject(first) || !isObject(second) || differs === undefined)
      return [inconclusive(requirement, 'The action did not change the record.')];
    if (after?.response?.headers.etag !== old) return [passes(requirement)];
    const message = `The ETag stays the same when an action changes ${differs}.`;
    return [
      fails(requirement, { at: 3, message, expected: 'another ETag', got: old, causes: [`etag ${operation.id}`] }),
    ];
  },
});

function actionCase(operation: DescribedOperation, getter: DescribedOperation, api: JudgedApi): LawCase<Wanted>[] {
  const fresh = planFresh(api.ruleOf(operation)?.collection ?? '', api);
  const steps = [fresh?.step, fresh?.about(getter), fresh?.about(operation), fresh?.about(getter)];
  return toCase(operation, steps, false);
}

/** The record is changed between the read and the deletion, where both the header is documented and a change is possible. */
function deletionCase(operation: DescribedOperation, getter: DescribedOperation, api: JudgedApi): LawCase<Wanted>[] {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const has = operation.parameters.some(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'if-match',
  );
  const changer = (['update', 'replace'] as const).flatMap(does => api.thatDo(does, collection))[0];
  const fresh = planFresh(collection, api);
  if (!has || !changer || !fresh) return [];
  const old = fromTarget<Knowledge>('ETag', ({ exchanges }) => exchanges[1]?.response?.headers.etag);
  const steps = [
    fresh.step,
    fresh.about(getter),
    fresh.about(changer, { body: bodyWith(changer, api, varied(changer, api, 0)) }),
    fresh.about(operation, { headers: { 'if-match': old } }),
    fresh.about(getter),
  ];
  return toCase(operation, steps, true);
}

function toCase(
  operation: DescribedOperation,
  steps: readonly (LawCase['steps'][number] | undefined)[],
  deletes: boolean,
): LawCase<Wanted>[] {
  return steps.every(step => step !== undefined)
    ? [{ id: operation.id, steps: steps.flatMap(step => step ?? []), phase: 'change', expect: { deletes } }]
    : [];
}
