import type { Handler } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { pageAnswer } from './page.js';

/** `GET /config/role/list`: one page of the roles that users may have. Companion. */
export function listRoles({ readings }: DnlContext): Handler {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    respond: call => pageAnswer(call, { collection: 'dnl.roles', key: 'role_id', where: [], size }),
  };
}
