import * as fc from 'fast-check';
import { Pending } from '../case.js';
import type { Known } from './known.js';
import { newText } from './values.js';

/** Texts that two users of one account may not share; what is generated is only whether they are sent. */
const UNSHARED: ReadonlySet<string> = new Set(['email', 'login_id', 'number']);

/** Well-formed text without control characters, and such that nobody could trim it, recompose it or take it for masked. */
const text = fc
  .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 18 })
  .filter(text => text.trim() === text && text.normalize('NFC') === text && !/\p{C}|\*/u.test(text));

const agent = fc.integer({ min: 0, max: 9999 }).map(tail => `050284237${String(tail).padStart(4, '0')}`);
const records = fc.oneof(
  fc.record({ type: fc.constant('agent'), value: fc.uniqueArray(agent, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ type: 'all', value: null }),
);

const some = fc.record(
  {
    name: text,
    number: fc.constant(null),
    email: fc.constant(null),
    block_agent: fc.boolean(),
    international_outbound: fc.boolean(),
    designation: text,
    login_id: fc.constant(null),
    block_web_login: fc.boolean(),
    user_for_cdr: records,
    login_based_calling: fc.boolean(),
    disable_agent: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Several variables at once with generated valid values; never the password, nor what must be real elsewhere. */
export const severalVariables = {
  // what both flags at once do, no page says
  values: (): fc.Arbitrary<unknown> =>
    some.filter(body => Object.keys(body).length > 0 && !(body.block_agent && body.disable_agent)),
  body: new Pending<Known>('<generated>', 'generated value', ({ generated, unique }) =>
    Object.fromEntries(
      Object.entries(generated as object).map(([name, value]) => [
        name,
        UNSHARED.has(name) ? newText(name, unique()) : value,
      ]),
    ),
  ),
};
