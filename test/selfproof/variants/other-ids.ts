import type { Wrap } from '../exchange.js';
import { composed } from '../exchange.js';
import { editingUsers } from '../users/user.js';
import { asking, askingQuery, editing } from '../wraps.js';

type Ids = { outward(id: number): number; inward(id: number): number };

/** Users with other ids than the mock gives them, wherever an id is answered or asked for. The order of ids must stay. */
export function otherIds({ outward, inward }: Ids): Wrap {
  const inner = (id: string) => {
    const found = inward(Number(id));
    return Number.isInteger(found) && found > 0 ? String(found) : '0';
  };
  return composed(
    asking('get', asked => ({ ...asked, path: asked.path.replace(/\d+$/, inner) })),
    askingQuery(['list', 'patch-all'], query => {
      for (const name of ['user_id', 'user_id_in']) {
        const asked = query.get(name);
        if (asked && /^[\d,]+$/.test(asked)) query.set(name, asked.split(',').map(inner).join(','));
      }
    }),
    editing('create', 200, json => ({ ...json, object_id: outward(Number(json.object_id)) })),
    editingUsers(user => ({ ...user, user_id: outward(user.user_id) })),
  );
}
