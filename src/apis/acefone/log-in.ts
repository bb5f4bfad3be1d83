import type { AcefoneUser } from '../../fake/index.js';
import { isPasswordOf } from '../../kernel/index.js';
import type { Handler, RequestIssue } from '../../server/index.js';
import type { SignedTokens } from '../signed-tokens.js';
import { refusal } from './refusals.js';
import { mayLogIn, TOKEN_SECONDS } from './tokens.js';

/** The most users of one login id of whom a password is tried. */
const MOST_NAMESAKES = 100;

/** `POST /auth/login`: a user logs in with its login id, called email, and gets a token. Companion. */
export function logIn(tokens: SignedTokens): Handler {
  return {
    validate({ body }, found) {
      const isNamed = body.email !== undefined || body.login_id !== undefined;
      const isUnread = found.some(({ path }) => path.length === 0);
      const missing: RequestIssue = { place: 'body', path: ['email'], expected: 'required' };
      return isNamed || isUnread ? found : [missing, ...found];
    },
    respond(call) {
      const { body, store } = call;
      const { password, login_id: loginId = body.email } = body;
      const { records } = store.collection('acefone.users').page({
        where: [{ key: 'login_id', is: 'equal', value: loginId }],
        order: { key: 'id', direction: 'ascending' },
        offset: 0,
        limit: MOST_NAMESAKES,
      });
      const user = [...records]
        .map(record => JSON.parse(Buffer.from(record).toString()) as AcefoneUser)
        .find(user => mayLogIn(user) && isPasswordOf(user.password, String(password)));
      if (!user) return refusal(401, 'Invalid login id or password.');
      const respond = {
        success: true,
        access_token: tokens.issue(user.id, call),
        token_type: 'bearer',
        expires_in: TOKEN_SECONDS,
      };
      return { status: 200, json: JSON.stringify(respond) };
    },
  };
}
