import { composed, type Wrap } from '../exchange.js';
import { bodyOf, editing, type Json } from '../wraps.js';
import { editingUsers } from './user.js';

/** Shows the users that were created behind this wrap in another way, each with the body it was created from. */
export function showingCreated(change: (user: Json, body: Json) => Json): Wrap {
  return server => {
    const bodies = new Map<unknown, Json>();
    return composed(
      editing('create', 200, (json, asked) => {
        bodies.set(json.object_id, bodyOf(asked) ?? {});
        return json;
      }),
      editingUsers(user => {
        const body = bodies.get(user.user_id);
        return body ? change(user, body) : user;
      }),
    )(server);
  };
}
