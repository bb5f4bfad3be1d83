import type { DescribedOperation } from '../../../../openapi/index.js';
import type { Step } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { getterOf, planFresh } from './fresh.js';
import { isKept, isShown, settableMembers } from './members.js';

/** Which record is read before the action and after it: the one that it is about, or another one. */
type Wanted = { reads: 'same' | 'other' };

export const actionsSet = defineLaw<Wanted>({
  id: 'actions-set',
  says: 'An action sets the member that its name means, and changes neither the content of the record nor another record.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '', sets = {} } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (does !== 'action' || !getter || Object.keys(sets).length === 0 || effectOf(operation, api) !== 'changes-own')
      return [];
    const [fresh, other] = [planFresh(collection, api), planFresh(collection, api, { at: 1 })];
    const [act, get, beside] = [fresh?.about(operation), fresh?.about(getter), other?.about(getter)];
    if (!fresh || !other || !act || !get || !beside) return [];
    // an action may need the state that another one leaves
    const before = api
      .thatDo('action', collection)
      .filter(one => one !== operation && api.ruleOf(one)?.sets !== undefined && effectOf(one, api) === 'changes-own')
      .flatMap(one => {
        const step = fresh.about(one);
        return step ? [{ id: ` after ${one.id}`, steps: [step] }] : [];
      });
    return [
      ...[{ id: '', steps: [] as Step<Knowledge>[] }, ...before.slice(0, 2)].map(
        ({ id, steps }): LawCase<Wanted> => ({
          id: `${operation.id}${id}`,
          steps: [fresh.step, ...steps, get, act, get],
          phase: 'change',
          expect: { reads: 'same' },
        }),
      ),
      {
        id: `${operation.id} beside another`,
        steps: [fresh.step, other.step, beside, act, beside],
        phase: 'change',
        expect: { reads: 'other' },
      },
    ];
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { reads } }): Finding[] {
    const { collection = '', sets = {} } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    const [first, act, last] = exchanges.slice(-3);
    const [before, after] = [first, last].map(get => (getter ? readRecord(getter, get, api) : undefined));
    if (!getter || !before || !after || !isSuccess(act) || act?.response?.status === 202)
      return [inconclusive(requirement, 'The target did not accept the action.')];
    const fail = (name: string, message: string, expected: unknown) => [
      fails(requirement, {
        parameter: name,
        message,
        expected: formatValue(expected),
        got: formatValue(after[name]),
        causes: [`action ${operation.id} ${reads}`],
      }),
    ];
    const differs = (names: readonly string[]) =>
      names.find(name => before[name] !== undefined && !isKept(before[name], after[name]));
    if (reads === 'other') {
      const changed = differs([...settableMembers(collection, getter, api), ...Object.keys(sets)]);
      if (changed === undefined) return [passes(requirement)];
      const record = nameOfRecord(collection);
      return fail(changed, `An action on one ${record} changes ${changed} of another one.`, before[changed]);
    }
    const isKnown = (name: string) => isShown(viewOfRecord(getter, api), name) || after[name] !== undefined;
    const wrong = Object.entries(sets).find(([name, value]) => isKnown(name) && !isKept(value, after[name]));
    if (wrong) return fail(wrong[0], `The action does not set ${wrong[0]}.`, wrong[1]);
    const lost = differs(contentMembers(getter, api).filter(name => !Object.hasOwn(sets, name)));
    return lost === undefined
      ? [passes(requirement)]
      : fail(lost, `The action changes ${lost}, which its name does not mean.`, before[lost]);
  },
});

/** What clients write: texts and lists of texts. An action may change flags, states, times and numbers. */
function contentMembers(getter: DescribedOperation, api: JudgedApi): string[] {
  const { collection = '' } = api.ruleOf(getter) ?? {};
  const members = viewOfRecord(getter, api)?.members;
  return settableMembers(collection, getter, api).filter(name => {
    const value = members?.get(name)?.value;
    const text = value?.types.has('array') ? value.items : value;
    return text?.types.has('string') && text.enum === undefined && text.format === undefined;
  });
}
