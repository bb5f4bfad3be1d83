import { companionRead } from '../acefone/companion-read.js';
import { type Asked, composed, type Wrap } from '../exchange.js';
import type { Defect } from '../planted.js';
import { coin } from '../turns.js';
import {
  answer,
  answering,
  askingBody,
  bodyOf,
  editing,
  heading,
  type Json,
  on,
  renumbering,
  without,
} from '../wraps.js';

const DONE = answer(200, { success: true, message: 'User updated successfully.' });

/** A variable that is taken though its value is none of its kind: the variable, what is taken, and how to know it. */
type Taken = readonly [variable: string, what: string, says: string, isWrong: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string';
const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null;

const TAKEN: readonly Taken[] = [
  ['name', 'structure', 'An object or a list is taken as the name.', isStructure],
  ['number', 'structure', 'An object or a list is taken as the number.', isStructure],
  ['designation', 'structure', 'An object or a list is taken as the designation.', isStructure],
  ['email', 'structure', 'An object or a list is taken as the e-mail address.', isStructure],
  ['login_id', 'structure', 'An object or a list is taken as the login id.', isStructure],
  ['block_agent', 'text', 'A text is taken as block_agent.', isText],
  ['disable_agent', 'text', 'A text is taken as disable_agent.', isText],
  ['international_outbound', 'text', 'A text is taken as international_outbound.', isText],
  ['block_web_login', 'text', 'A text is taken as block_web_login.', isText],
  ['caller_id', 'text', 'A text is taken as caller_id.', isText],
  ['agent_group', 'text', 'A text is taken as agent_group.', isText],
  ['user_for_cdr', 'list', 'A list is taken as user_for_cdr.', Array.isArray],
  ['user_for_cdr', 'text', 'A text is taken as user_for_cdr.', isText],
  ['user_for_cdr.type', 'not-text', 'A number is taken as the type of user_for_cdr.', isNoText],
  ['user_for_cdr.value', 'text', 'A text is taken as the value of user_for_cdr.', isText],
];

/** Variables that are refused though their value is good. */
const REFUSED = ['number', 'login_based_calling', 'agent_group', 'user_role', 'login_id', 'disable_agent'];

export const ACEFONE: readonly Defect[] = [
  ...TAKEN.map(
    ([variable, what, says, isWrong]): Defect => ({
      id: `patch-${variable}-${what}`,
      statement: `patch.${variable}`,
      says,
      wrap: on('patch', (asked, server) => (isWrong(partOf(asked, variable)) ? DONE : server(asked))),
    }),
  ),
  ...REFUSED.map(
    (variable): Defect => ({
      id: `patch-${variable}-refused`,
      statement: `patch.${variable}`,
      says: `Each ${variable} is refused.`,
      wrap: composed(
        companionRead(),
        askingBody('patch', body => (variable in body ? { ...body, [variable]: { wrong: [] } } : body)),
      ),
    }),
  ),
  {
    id: 'patch-marked-gzip',
    statement: 'patch.accept',
    says: 'A patch that went well is marked as gzip and is not.',
    wrap: answering('patch', answered =>
      answered.status === 200
        ? { ...answered, headers: { ...answered.headers, 'content-encoding': 'gzip' } }
        : answered,
    ),
  },
  {
    id: 'patch-201',
    statement: 'patch.status-200',
    says: 'A patch that went well is answered 201.',
    wrap: renumbering('patch', 200, 201),
  },
  {
    id: 'patch-without-success',
    statement: 'answer.success',
    says: 'A patch that went well has no success.',
    wrap: editing('patch', 200, json => without(json, 'success')),
  },
  {
    id: 'patch-success-text',
    statement: 'answer.success',
    says: 'Success of a good patch is the text True.',
    wrap: editing('patch', 200, json => ({ ...json, success: 'True' })),
  },
  {
    id: 'patch-mixed-case',
    statement: 'answer.message',
    says: 'An answer has success in lower case and Message with a capital.',
    wrap: editing('patch', 200, ({ success, message }) => ({ success, Message: message })),
  },
  {
    id: 'patch-without-message',
    statement: 'answer.message',
    says: 'A patch that went well has no message.',
    wrap: editing('patch', 200, json => without(json, 'message')),
  },
  {
    id: 'patch-error-on-success',
    statement: 'answer.error',
    says: 'A patch that went well has an error.',
    wrap: editing('patch', 200, json => ({ ...json, error: { name: ['none'] } })),
  },
  {
    id: 'patch-case-of-refusals',
    statement: 'refusal.message',
    says: 'Refusals are written with capitals, and good answers without.',
    wrap: editing('patch', 400, ({ success, message, error }) => ({
      Success: success,
      Message: message,
      ...(error !== undefined && { Error: error }),
    })),
  },
  {
    id: 'patch-unknown-id-200',
    statement: 'patch.status-404',
    says: 'An id that nobody has is changed all the same.',
    wrap: on('patch', async (asked, server) => {
      const answered = await server(asked);
      return answered.status === 404 ? DONE : answered;
    }),
  },
  {
    id: 'patch-unknown-id-500',
    statement: 'ruled.any-answer',
    says: 'An id that nobody has fails with 500.',
    wrap: renumbering('patch', 404, 500),
  },
  {
    id: 'patch-id-not-needed',
    statement: 'patch.id-required',
    says: 'A patch without an id is answered 200.',
    wrap: on('other', (asked, server) =>
      /^PATCH \/v1\/user\/?$/.test(`${asked.method} ${asked.path}`) ? DONE : server(asked),
    ),
  },
  {
    id: 'patch-token-403',
    statement: 'patch.status-401',
    says: 'Without the token that is asked for, a patch is answered 403.',
    mock: { readings: { auth: 'token' } },
    wrap: renumbering('patch', 401, 403),
  },
  {
    id: 'patch-token-success',
    statement: 'patch.status-401',
    says: 'Without the token that is asked for, a patch is answered 401 and success true.',
    mock: { readings: { auth: 'token' } },
    wrap: editing('patch', 401, json => ({ ...json, success: true })),
  },
  {
    id: 'patch-malformed-500',
    statement: 'ruled.any-answer',
    says: 'A body that is no JSON fails with 500.',
    wrap: on('patch', (asked, server) =>
      bodyOf(asked) ? server(asked) : answer(500, { success: false, message: 'Server error' }),
    ),
  },
  {
    id: 'patch-malformed-200',
    statement: 'patch.malformed',
    says: 'A body that is no JSON is answered 200.',
    wrap: on('patch', (asked, server) => (bodyOf(asked) ? server(asked) : DONE)),
  },
  {
    id: 'patch-refusal-403',
    statement: 'patch.status-400',
    says: 'A wrong variable is refused with 403.',
    wrap: renumbering('patch', 400, 403),
  },
  {
    id: 'patch-refusal-without-error',
    statement: 'refusal.error',
    says: 'A refusal does not tell which variable is wrong.',
    wrap: editing('patch', 400, json => without(json, 'error')),
  },
  {
    id: 'patch-refusal-error-text',
    statement: 'refusal.error',
    says: 'The error of a refusal is a text.',
    wrap: editing('patch', 400, json => ({ ...json, error: 'invalid' })),
  },
  {
    id: 'patch-refusal-error-empty',
    statement: 'refusal.error',
    says: 'The error of a refusal is an empty object.',
    wrap: editing('patch', 400, json => ({ ...json, error: {} })),
  },
  {
    id: 'patch-refusal-without-success',
    statement: 'refusal.success',
    says: 'A refusal has no success.',
    wrap: editing('patch', 400, json => without(json, 'success')),
  },
  {
    id: 'patch-unknown-id-success',
    statement: 'patch.status-404',
    says: 'The 404 for an id that nobody has says success true.',
    wrap: editing('patch', 404, json => ({ ...json, success: true })),
  },
  {
    id: 'patch-as-html',
    statement: 'patch.accept',
    says: 'Answers are announced as text/html.',
    wrap: heading('patch', { 'content-type': 'text/html' }),
  },
  {
    id: 'patch-sample-refused',
    statement: 'patch.printed',
    says: 'The ids of agents in the printed body are refused.',
    wrap: refusing(body => JSON.stringify(body).includes('"050284'), 'user_for_cdr'),
  },
  {
    id: 'patch-all-needed',
    statement: 'patch.mandatory',
    says: 'A patch without a name is refused.',
    wrap: refusing(body => !('name' in body), 'name'),
  },
  {
    id: 'patch-only-one',
    statement: 'patch.body',
    says: 'A patch of more than one variable is refused.',
    wrap: refusing(body => Object.keys(body).length > 1, 'name'),
  },
  {
    id: 'patch-success-on-400-changing',
    statement: 'refusal.success-true',
    says: 'Refusals say now success true, now false.',
    wrap: server => {
      const turn = coin();
      return editing('patch', 400, json => ({ ...json, success: turn() }))(server);
    },
  },
];

function isNoText(value: unknown): boolean {
  return value !== undefined && !isText(value);
}

/** The value of a variable, or of a part of one. */
function partOf(asked: Asked, variable: string): unknown {
  return variable.split('.').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], bodyOf(asked));
}

function refusing(isMeant: (body: Json) => boolean, variable: string): Wrap {
  return on('patch', (asked, server) => {
    const body = bodyOf(asked);
    if (!body || !isMeant(body)) return server(asked);
    const error = { [variable]: [`The ${variable} is invalid.`] };
    return answer(400, { success: false, message: 'The given data was invalid.', error });
  });
}
