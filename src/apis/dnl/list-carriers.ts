import type { Handler } from '../../server/index.js';
import type { DnlContext } from './context.js';
import { pageAnswer } from './page.js';

/** Clients order carriers by the time of their last change; carriers do not change here, and the newest has the highest id. */
const ALIASES = { update_at: 'client_id' };

/** `GET /carrier/list`: one page of the carriers that users may belong to. Companion. */
export function listCarriers({ readings }: DnlContext): Handler {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    respond: call =>
      pageAnswer(call, { collection: 'dnl.carriers', key: 'client_id', where: [], size, aliases: ALIASES }),
  };
}
