import type { TargetExchange } from '../../../../target/index.js';
import { inconclusive, passes } from '../../../model/check.js';
import { defineLaw } from '../../law.js';
import { judgeUnchanged, planRefused } from '../../meant/records/refused-unchanged.js';
import { bodyWith, varied } from '../../meant/records/sent.js';
import { phaseOf, planSteps } from '../../request/steps.js';
import { isSecured } from './security.js';

/** The list that has to stay without a new record, if it is a creation that is refused. */
type Wanted = { list?: string };

const REFUSED = { as: 'non-admin', expects: [401, 403], formless: true } as const;

export const lackingRights = defineLaw<Wanted>({
  id: 'lacking-rights',
  says: 'Credentials without the required rights are refused with 401 or 403, and nothing is created.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    // only documents say which rights an operation requires
    if (!api.isStated || !isSecured(operation, api)) return [];
    const wrong = planSteps(operation, api, { more: { as: 'garbage' } }) ?? [];
    const id = `${operation.id} without rights`;
    const body = bodyWith(operation, api, varied(operation, api, 0));
    const [created] = planRefused(operation, api, { id, body, as: REFUSED.as });
    const [first, ...others] = created?.steps ?? planSteps(operation, api) ?? [];
    if (wrong.length === 0 || !first) return [];
    const refused = { ...first, ...REFUSED };
    // a read is sent again, because a target must go on refusing in the same way
    const steps = [...wrong, refused, ...(created ? others : [refused])];
    return [{ id, phase: phaseOf(operation, api), expect: {}, ...created, steps }];
  },
  judge(run) {
    const { requirement, exchanges, expect } = run;
    const [wrong, ...refused] = exchanges;
    const found = expect.list === undefined ? [] : judgeUnchanged({ ...run, exchanges: refused });
    if (found.some(({ verdict }) => verdict === 'fail')) return found.map(one => ({ ...one, at: 1 }));
    return isAlike(wrong, refused[0]) ? [inconclusive(requirement, SAME_AS_WRONG)] : [passes(requirement)];
  },
});

const SAME_AS_WRONG =
  'The target responds to the credentials without rights as it responds to wrong ones, so they may be wrong.';

function isAlike(left: TargetExchange | undefined, right: TargetExchange | undefined): boolean {
  const [one, other] = [left, right].map(exchange => [exchange?.response?.status, exchange?.response?.text]);
  return JSON.stringify(one) === JSON.stringify(other);
}
