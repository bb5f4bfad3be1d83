import * as fc from 'fast-check';
import type { Aim } from '../aim.js';
import type { Attack } from '../attack.js';
import { adminRequest } from '../requests/admin-request.js';
import { forcedRequest } from '../requests/forced-request.js';
import { longRequest } from '../requests/long-request.js';
import { oddRequest } from '../requests/odd-request.js';
import { operationRequest } from '../requests/operation-request.js';
import { ruledRequest } from '../requests/ruled-request.js';
import { brokenFramingAttack } from './broken-framing.js';
import { brokenLineAttack } from './broken-line.js';
import { brokenOffAttack } from './broken-off.js';
import { mutatedAttack } from './mutated.js';
import { controlAttack, forcedAttack, soundAttack } from './sound.js';

/** All that is done to the server: more than half of it is sound HTTP, since what breaks HTTP does not get far. */
export function attacks(aim: Aim): fc.Arbitrary<Attack> {
  const operation = operationRequest(aim);
  const odd = oddRequest(aim);
  const any = fc.oneof(
    { weight: 16, arbitrary: operation },
    { weight: 4, arbitrary: odd },
    { weight: 1, arbitrary: longRequest(aim) },
  );
  return fc.oneof(
    { weight: 12, arbitrary: soundAttack(any) },
    { weight: 2, arbitrary: forcedAttack(fc.oneof(forcedRequest(aim), ruledRequest(aim))) },
    { weight: 3, arbitrary: controlAttack(adminRequest(aim)) },
    { weight: 2, arbitrary: brokenOffAttack(any) },
    { weight: 2, arbitrary: mutatedAttack(any) },
    { weight: 1, arbitrary: brokenLineAttack },
    { weight: 1, arbitrary: brokenFramingAttack(aim) },
  );
}
