import type { SignedTokens } from '../../auth/index.js';
import { verifyPassword } from '../../kernel/index.js';
import { TOKEN_SECONDS } from '../../resource/index.js';
import type { Handler, RequestIssue } from '../../server/index.js';
import type { Refusals } from '../definition/resource-rules.js';
import type { AcefoneUser } from '../record-types.js';

/** How many users with the same login id a password is compared with. */
const MAX_NAMESAKES = 100;

/** `POST /auth/login`: a user logs in with the login id, which is called email here, and gets a token. Companion. */
export function logIn({ tokens, refusals }: { tokens: SignedTokens; refusals: Refusals }): Handler {
  return {
    validate({ body }, found) {
      const isNamed = body.email !== undefined || body.login_id !== undefined;
      const isUnread = found.some(({ path }) => path.length === 0);
      const missing: RequestIssue = { place: 'body', path: ['email'], expected: 'required' };
      return isNamed || isUnread ? found : [missing, ...found];
    },
    respond(call) {
      const { operation, body, store } = call;
      const { password, login_id: loginId = body.email } = body;
      const { records } = store.collection('acefone.users').page({
        where: [{ key: 'login_id', is: 'equal', value: loginId }],
        order: { key: 'id', direction: 'ascending' },
        offset: 0,
        limit: MAX_NAMESAKES,
      });
      const user = [...records]
        .map(record => JSON.parse(Buffer.from(record).toString()) as AcefoneUser)
        .find(user => mayLogIn(user) && verifyPassword(user.password, String(password)));
      if (!user) return refusals.refuse(operation, 'wrong-log-in');
      const json = {
        success: true,
        access_token: tokens.issue(user.id, call),
        token_type: 'bearer',
        expires_in: TOKEN_SECONDS,
      };
      return { status: 200, body: JSON.stringify(json) };
    },
  };
}

/** A user who is blocked, or blocked on the web, cannot log in; the user of a disabled agent can. */
function mayLogIn({ block_agent, block_web_login }: AcefoneUser): boolean {
  return !block_agent && !block_web_login;
}
