import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames, isSuccess, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { replaceIn } from '../../request/body-templates.js';
import { emptyValue } from '../../request/special-values.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { getterOf, planFresh } from './fresh.js';
import { isKept, isShown, otherValues, settableMembers } from './members.js';
import { bodyWith, freeMembers, onlyRequired, sentRecord, varied } from './sent.js';

/** The member that is changed, and the number of the value. */
type Wanted = { member: string };

/** The most members that are changed, one by one. */
const MAX_MEMBERS = 10;
const FEW_MEMBERS = 3;

/** Two records are created: one is changed, and the other one has to stay as it is. */
export const updateKeeps = defineLaw<Wanted>({
  id: 'update-keeps',
  says: 'An update changes what was sent, and nothing else: no other member and no other record.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, collection = '', request: names = '', key } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (does !== 'update' || !getter || key === undefined || effectOf(operation, api) !== 'changes-own') return [];
    const members = freeMembers(operation, api).filter(({ name }) => isShown(viewOfRecord(getter, api), name));
    const create = api.thatDo('create', collection)[0];
    return members.slice(0, api.isLarge ? FEW_MEMBERS : MAX_MEMBERS).flatMap((member, index): LawCase<Wanted>[] => {
      const hasEmpty = !api.isLarge && emptyValue(member.value) !== undefined;
      const values = [
        0 as const,
        ...(api.isLarge ? [] : [1 as const]),
        ...(!api.isLarge && member.nullable ? [null] : []),
        ...(hasEmpty ? ['empty' as const] : []),
      ];
      return values.flatMap((turn): LawCase<Wanted>[] => {
        // a record with many members shows more of what changes with one of them
        if (!create) return [];
        const varying = turn === 1 || turn === 'empty' ? { body: bodyWith(create, api, varied(create, api, 0)) } : {};
        // the changed record is the first or the second one, so that its key is of any kind, and the other one is a neighbour on either side
        const [mine, others] = (index + (turn === 1 ? 1 : 0)) % 2 === 0 ? [1, 0] : [0, 1];
        const other = planFresh(collection, api, { at: others });
        const fresh = planFresh(collection, api, { at: mine, ...varying });
        if (!fresh || !other) return [];
        const body = fromTarget<Knowledge>(`other value of ${member.name}`, context => {
          const current = followNames(fresh.record(context)?.value, member.name);
          if (turn === null) return current === null ? undefined : replaceIn({}, names, { [member.name]: null });
          const empty = emptyValue(member.value);
          const value = turn === 'empty' ? empty : otherValues(member, current)[turn];
          return value === undefined || value === current ? undefined : replaceIn({}, names, { [member.name]: value });
        });
        const needed = bodyWith(operation, api, onlyRequired(operation, api));
        const whole = fromTarget<Knowledge>(`other value of ${member.name}`, context => {
          const changed = body.from(context);
          const rest = needed.from(context) ?? {};
          return changed === undefined
            ? undefined
            : replaceIn(rest, names, {
                ...(followNames(rest, names) as object),
                ...(followNames(changed, names) as object),
              });
        });
        const steps = [
          ...(mine === 1 ? [other.step, fresh.step] : [fresh.step, other.step]),
          other.about(getter),
          fresh.about(getter),
          fresh.about(operation, { body: whole }),
          other.about(getter),
          fresh.about(getter),
        ];
        const id = `${operation.id} ${member.name} ${turn === null || turn === 'empty' ? turn : turn + 1}`;
        return steps.every(step => step !== undefined)
          ? [
              {
                id,
                parameter: member.name,
                steps: steps.flatMap(step => step ?? []),
                phase: 'change',
                expect: { member: member.name },
              },
            ]
          : [];
      });
    });
  },
  judge({ operation, requirement, exchanges, known: { api }, expect: { member } }): Finding[] {
    const { collection = '' } = api.ruleOf(operation) ?? {};
    const getter = getterOf(collection, api);
    if (!getter || exchanges.length < 7 || !exchanges.every(isSuccess))
      return [inconclusive(requirement, 'The target did not accept the update.')];
    const [otherBefore, before] = [2, 3].map(at => readRecord(getter, exchanges[at], api));
    const [otherAfter, after] = [5, 6].map(at => readRecord(getter, exchanges[at], api));
    if (!before || !after || !otherBefore || !otherAfter) return [inconclusive(requirement, 'Get shows no record.')];
    const name = nameOfRecord(collection);
    const settable = settableMembers(collection, getter, api);
    const sent = sentRecord(operation, exchanges[4], api) ?? {};
    const shown = readRecord(operation, exchanges[4], api);
    const about = (parameter: string) => ({ parameter, causes: [`update ${operation.id} ${parameter}`] });
    if (!isKept(sent[member], after[member])) {
      const message = `An update of ${member} is not kept.`;
      return [
        fails(requirement, {
          ...about(member),
          message,
          expected: formatValue(sent[member]),
          got: formatValue(after[member]),
        }),
      ];
    }
    if (shown && shown[member] !== undefined && !isKept(sent[member], shown[member])) {
      const message = `The response to an update of ${member} does not show it.`;
      return [
        fails(requirement, {
          ...about(member),
          at: 4,
          message,
          expected: formatValue(sent[member]),
          got: formatValue(shown[member]),
        }),
      ];
    }
    const { created = [] } = api.collections.get(collection) ?? {};
    const changed = [...settable, ...created].find(
      one => !Object.hasOwn(sent, one) && before[one] !== undefined && !isKept(before[one], after[one]),
    );
    if (changed !== undefined) {
      const message = `An update of another member changes ${changed}.`;
      return [
        fails(requirement, {
          ...about(changed),
          message,
          expected: formatValue(before[changed]),
          got: formatValue(after[changed]),
        }),
      ];
    }
    const spoiled = settable.find(one => otherBefore[one] !== undefined && !isKept(otherBefore[one], otherAfter[one]));
    if (spoiled !== undefined) {
      const message = `An update of one ${name} changes ${spoiled} of another one.`;
      return [
        fails(requirement, {
          ...about(spoiled),
          at: 5,
          message,
          expected: formatValue(otherBefore[spoiled]),
          got: formatValue(otherAfter[spoiled]),
        }),
      ];
    }
    return [passes(requirement, { parameter: member })];
  },
});
