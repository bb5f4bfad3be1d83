import type { Behaviour } from '../../mock/index.js';
import type { DnlContext } from './context.js';
import { pageAnswer } from './page.js';

/** `GET /carrier/list`: one page of the carriers that users may belong to. Companion. */
export function listCarriers({ readings }: DnlContext): Behaviour {
  const size = readings.value<{ default: number }>('page-size').default;
  return {
    answer: call => pageAnswer(call, { collection: 'dnl.carriers', key: 'client_id', where: [], size }),
  };
}
