import { fromTarget, type Identity } from '../model/case.js';
import { type Check, defineCheck, fails, formatValue, passes } from '../model/check.js';
import { WRONG_TOKEN_KINDS } from '../model/wrong-tokens.js';
import { readEnvelope } from './refusal.js';
import { PATCH_USER, patchSubjectOrUnknown } from './steps.js';
import type { Knowledge } from './user.js';
import { createMinimalBody } from './values.js';

const NEEDS_TOKEN = 'patch.bearer';
const REFUSED = 'patch.status-401';

const BODY = fromTarget<Knowledge>('body', ({ known, unique }) => createMinimalBody(known, unique));

const WITHOUT: Readonly<Record<string, Identity>> = {
  'no token': 'absent',
  'a wrong token': 'garbage',
  ...Object.fromEntries(WRONG_TOKEN_KINDS.map(make => [`a token that is ${make}`, make])),
};

/** acefone-user-patch:4-7 shows no credentials; the reading auth says what is accepted. */
export const withoutToken: Check<Knowledge> = defineCheck({
  id: 'without-token',
  says: 'Without a valid token the response is 401 without success, or the target needs no token at all.',
  cases: Object.entries(WITHOUT).map(([id, as]) => ({
    id,
    operation: PATCH_USER,
    statements: [NEEDS_TOKEN, REFUSED],
    steps: [patchSubjectOrUnknown({ as, body: BODY, expects: 'any', formless: true })],
  })),
  judge({ exchanges: [exchange] }) {
    const { status, json } = exchange?.response ?? {};
    if (!exchange || status === undefined) return [];
    if (status === 403) {
      const message = 'A missing token gets 403.';
      return [fails(REFUSED, { message, expected: '401', got: `403 ${formatValue(json)}` })];
    }
    if (status !== 401) return [passes(NEEDS_TOKEN, { observed: { reading: 'auth', choice: 'none' } })];
    const needsToken = passes(NEEDS_TOKEN, { observed: { reading: 'auth', choice: 'token' } });
    if (readEnvelope(exchange)?.success !== true) return [needsToken, passes(REFUSED)];
    const message = 'The response to a patch without a token has success true.';
    return [needsToken, fails(REFUSED, { message, expected: 'success false', got: formatValue(json) })];
  },
});
