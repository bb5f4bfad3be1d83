import { companionRead } from '../acefone/companion-read.js';
import type { Defect } from '../planted.js';
import { type Json, without } from '../wraps.js';
import { moved } from './field-changes.js';

/** One thing that a patch does to a user and should not: its statement, what is wrong, and what is kept of the body. */
type Lost = readonly [variable: string, wrong: string, says: string, kept: (body: Json, user: Json) => Json];

const LOST: readonly Lost[] = [
  ['number', 'lost', 'A new number is not kept.', body => without(body, 'number')],
  ['caller_id', 'added', 'New numbers are added to the old ones.', (body, user) => added(body, user, 'caller_id')],
  ['block_agent', 'lost', 'A user cannot be blocked.', body => without(body, 'block_agent')],
  [
    'block_web_login',
    'swapped',
    'block_web_login blocks the agent.',
    body => moved(body, 'block_web_login', 'block_agent'),
  ],
  ['user_for_cdr', 'lost', 'user_for_cdr is not kept.', body => without(body, 'user_for_cdr')],
  ['user_for_cdr.value', 'first', 'Of the agents in user_for_cdr only the first is kept.', body => firstOnly(body)],
  ['designation', 'lost', 'A new designation is not kept.', body => without(body, 'designation')],
  [
    'international_outbound',
    'lost',
    'Calls abroad cannot be enabled.',
    body => ({ ...body, international_outbound: false }),
  ],
  [
    'operation',
    'resets',
    'A patch empties the designation unless it is sent.',
    body => ({ designation: null, ...body }),
  ],
];

/** What becomes of a user, on servers that let it be read. */
export const ACEFONE_STATE: readonly Defect[] = [
  ...LOST.map(
    ([variable, wrong, says, kept]): Defect => ({
      id: `patched-${variable}-${wrong}`,
      statement: `patch.${variable}`,
      says,
      wrap: companionRead(kept),
    }),
  ),
  {
    id: 'patched-though-refused',
    statement: 'ruled.only-what-was-sent',
    says: 'A refused patch changes the variables that were good.',
    wrap: companionRead(good, { keepsRefused: true }),
  },
];

/** The texts of a body, the only variables that are looked at. */
function good(body: Json): Json {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
}

function added(body: Json, user: Json, key: string): Json {
  return key in body ? { ...body, [key]: [...(user[key] as unknown[]), ...(body[key] as unknown[])] } : body;
}

function firstOnly(body: Json): Json {
  const cdr = body.user_for_cdr as { value?: unknown[] } | undefined;
  return Array.isArray(cdr?.value) ? { ...body, user_for_cdr: { ...cdr, value: cdr.value.slice(0, 1) } } : body;
}
