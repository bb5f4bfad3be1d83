import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf } from '../../judged-api.js';
import { isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw } from '../../law.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { getterOf, planFresh } from './fresh.js';
import { isKept, isShown } from './members.js';

export const actionsSet = defineLaw<undefined>({
  id: 'actions-set',
  says: 'An action sets the member that its name means.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '', sets = {} } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (does !== 'action' || !getter || Object.keys(sets).length === 0 || effectOf(operation, api) !== 'changes-own')
      return [];
    const fresh = planFresh(collection, api);
    const [act, get] = [fresh?.about(operation), fresh?.about(getter)];
    if (!fresh || !act || !get) return [];
    // an action may need the state that another one leaves
    const others = api
      .thatDo('action', collection)
      .filter(one => one !== operation && api.ruleOf(one)?.sets !== undefined && effectOf(one, api) === 'changes-own');
    const prepared = others.flatMap(other => {
      const before = fresh.about(other);
      return before
        ? [
            {
              id: `${operation.id} after ${other.id}`,
              steps: [fresh.step, before, act, get],
              phase: 'change' as const,
              expect: undefined,
            },
          ]
        : [];
    });
    return [
      { id: operation.id, steps: [fresh.step, act, get], phase: 'change', expect: undefined },
      ...prepared.slice(0, 2),
    ];
  },
  judge({ operation, requirement, exchanges, known: { api } }): Finding[] {
    const { collection = '', sets = {} } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    const [act, get] = exchanges.slice(-2);
    const record = getter && readRecord(getter, get, api);
    if (!getter || !record || !isSuccess(act) || act?.response?.status === 202)
      return [inconclusive(requirement, 'The target did not accept the action.')];
    const wrong = Object.entries(sets).find(([name, value]) => isKnown(name) && !isKept(value, record[name]));
    if (!wrong) return [passes(requirement)];
    const [name, value] = wrong;
    const message = `The action does not set ${name}.`;
    return [
      fails(requirement, {
        parameter: name,
        message,
        expected: formatValue(value),
        got: formatValue(record[name]),
        causes: [`action ${operation.id}`],
      }),
    ];

    function isKnown(member: string): boolean {
      return getter !== undefined && (isShown(viewOfRecord(getter, api), member) || record?.[member] !== undefined);
    }
  },
});
