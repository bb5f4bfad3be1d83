import type { Handler } from '../../server/index.js';
import { jsonOf } from './answer-json.js';
import type { DnlContext } from './context.js';
import { noteLogIn, userLoggingIn } from './log-in.js';
import { userJson } from './user-json.js';

/** `POST /auth`: a user logs in with a password and gets a token. Companion. */
export function authenticate({ readings, refusals, tokens }: DnlContext): Handler {
  const answered = userJson(readings);
  return {
    respond(call) {
      const { operation, body, store } = call;
      const { email_or_name: nameOrEmail, password } = body as { email_or_name: string; password: string };
      const user = userLoggingIn(store, { nameOrEmail, password });
      if (!user) return refusals.wrongLogIn(operation);
      noteLogIn(call, user);
      const { user_id: id, user_type: type } = user;
      const token = tokens.issue(id, call);
      const start = `{"success":true,"payload":{"token":"${token}","user_type":${JSON.stringify(type)},"user":`;
      const noted = store.collection('dnl.users').bytes(id) as Uint8Array;
      return { status: 200, json: jsonOf(start, answered(noted), '}}') };
    },
  };
}
