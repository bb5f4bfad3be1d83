import type { DescribedOperation } from '../../../openapi/index.js';
import { fails, formatValue, passes } from '../../model/check.js';
import { effectOf, type JudgedApi, ownerOf } from '../judged-api.js';
import { isSuccess } from '../known/read-records.js';
import { defineLaw } from '../law.js';
import { freshRecord, phaseOf, planSteps } from '../request/steps.js';

/** A safe method that few servers know, and those that could change data. */
const SAFE = ['SEARCH'];
const UNSAFE = ['PUT', 'PATCH', 'DELETE', 'POST'];

/** Undocumented methods are tried once for each path: those that could change data only on records of the run. */
export const undocumentedMethods = defineLaw<{ method: string }>({
  id: 'undocumented-methods',
  says: 'A method that the description does not have for a path is refused, with 405, 404 or another error.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (representative(operation, api) !== operation) return [];
    const known = new Set(api.operations.filter(({ path }) => path === operation.path).map(({ method }) => method));
    const isOwn = effectOf(operation, api) === 'changes-own' && operation.method !== 'DELETE';
    const methods = [...SAFE, ...(isOwn ? UNSAFE : [])].filter(method => !known.has(method));
    return api.inTurns(methods, operation).flatMap(method => {
      // the method may delete the record, and the case is run a second time
      const fresh = UNSAFE.includes(method) ? freshRecord(ownerOf(operation, api) ?? '', api) : undefined;
      const plan = { body: undefined, ...(fresh && { record: fresh.record }) };
      const steps = planSteps(operation, api, { plan, more: { method, formless: true } });
      if (!steps) return [];
      // a step for an action creates its record already
      const first = fresh && steps.length === 1 ? [fresh.step] : [];
      const phase = isOwn ? 'change' : phaseOf(operation, api);
      return [{ id: `${method} ${operation.path}`, steps: [...first, ...steps], phase, expect: { method } }];
    });
  },
  judge({ operation, requirement, exchanges, expect: { method } }) {
    const exchange = exchanges.at(-1);
    if (!isSuccess(exchange)) return [passes(requirement)];
    const { status, json, text } = exchange?.response ?? {};
    return [
      fails(requirement, {
        message: `The method ${method} is not documented, and is accepted.`,
        expected: '405, 404 or another error',
        got: `${status} ${formatValue(json ?? text)}`,
        place: operation.place.slice(0, operation.place.lastIndexOf('/')),
        causes: [`undocumented method ${operation.path}`],
        families: [`undocumented method ${method}`],
      }),
    ];
  },
});

/** The operation for whose path methods are tried: one that changes a record of the run, or one that reads. */
function representative({ path }: DescribedOperation, api: JudgedApi): DescribedOperation | undefined {
  const all = api.operations.filter(operation => operation.path === path);
  const changing = all.find(one => effectOf(one, api) === 'changes-own' && one.method !== 'DELETE');
  return changing ?? all.find(({ method }) => method === 'GET');
}
