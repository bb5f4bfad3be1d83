import type { Contract } from '../../contract/index.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { addressWithoutId } from './address-without-id.js';
import { agentStatus } from './agent-status.js';
import type { Known } from './known.js';
import { malformedBody } from './malformed-body.js';
import { noServerError } from './no-server-error.js';
import { patchReadBack } from './patch-read-back.js';
import { patchVariable } from './patch-variable.js';
import { refusedUnchanged } from './refused-unchanged.js';
import { SUBJECT_ID } from './steps.js';
import { unknownId } from './unknown-id.js';
import { withoutToken } from './without-token.js';
import { wrongType } from './wrong-type.js';

/** In the order in which they run: what may leave an odd value comes first, valid values of all variables last. */
export function acefoneChecks(contract: Contract): Check<Known>[] {
  const checks = [
    withoutToken,
    unknownId,
    addressWithoutId,
    malformedBody,
    noServerError,
    wrongType(contract),
    refusedUnchanged,
    patchReadBack(contract),
    agentStatus,
    patchVariable(contract),
  ];
  return checks.map(check => ({ ...check, cases: check.cases.map(onlyWithSubject) }));
}

/** A case that patches or reads the subject is none where no user was named. */
function onlyWithSubject(asked: Case<Known>): Case<Known> {
  return asked.steps.some(({ path }) => path?.id === SUBJECT_ID) ? { ...asked, needs: 'subject' } : asked;
}
