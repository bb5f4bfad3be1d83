import { isFromAdmin } from '../credentials.js';
import { type Asked, composed, type Server } from '../exchange.js';
import type { Defect } from '../planted.js';
import { choosing } from '../users/choosing.js';
import { filtered, idsIn } from '../users/filters.js';
import { allUsers } from '../users/user.js';
import {
  answer,
  asking,
  askingBody,
  bodyOf,
  editing,
  heading,
  type Json,
  on,
  renumbering,
  withBody,
  without,
} from '../wraps.js';
import { unsupportedMedia } from './media.js';

/** What patch-all answers, and whom it changes. */
export const PATCH_ALL_ANSWERS: readonly Defect[] = [
  {
    id: 'updated-changed-only',
    statement: 'patch-all.updated',
    says: 'Updated counts only those who were different before.',
    wrap: on('patch-all', async (asked, server) => {
      const before = isFromAdmin(asked) ? await textsOf(asked, server) : new Map();
      const answered = await server(asked);
      if (answered.status !== 200) return answered;
      const after = await allUsers(server, asked);
      const updated = after.filter(user => JSON.stringify(user) !== before.get(user.user_id)).length;
      return answer(200, { payload: { updated }, success: true });
    }),
  },
  {
    id: 'updated-one',
    statement: 'patch-all.updated',
    says: 'Updated is 1, however many were found.',
    wrap: editing('patch-all', 200, json => ({ ...json, payload: { updated: 1 } })),
  },
  {
    id: 'updated-text',
    statement: 'patch-all.updated',
    says: 'Updated is a text.',
    wrap: editing('patch-all', 200, ({ payload, ...json }) => ({
      payload: { updated: String((payload as Json).updated) },
      ...json,
    })),
  },
  {
    id: 'patch-all-without-success',
    statement: 'patch-all.success',
    says: 'A good patch-all has no success.',
    wrap: editing('patch-all', 200, json => without(json, 'success')),
  },
  {
    id: 'patch-all-bare',
    statement: 'patch-all.payload',
    says: 'The count of patch-all stands beside success.',
    wrap: editing('patch-all', 200, ({ payload, ...json }) => ({ ...(payload as Json), ...json })),
  },
  {
    id: 'patch-all-202',
    statement: 'patch-all.operation',
    says: 'Patch-all answers 202.',
    wrap: renumbering('patch-all', 200, 202),
  },
  {
    id: 'patch-all-as-text',
    statement: 'patch-all.json',
    says: 'Patch-all announces its JSON as text/plain.',
    wrap: heading('patch-all', { 'content-type': 'text/plain' }),
  },
  {
    id: 'patch-all-nobody-200',
    statement: 'patch-all.status-404',
    says: 'Where nobody is found patch-all answers 200 and 0.',
    wrap: composed(
      editing('patch-all', 404, () => ({ payload: { updated: 0 }, success: true })),
      renumbering('patch-all', 404, 200),
    ),
  },
  {
    id: 'patch-all-nobody-400',
    statement: 'patch-all.status-404',
    says: 'Where nobody is found patch-all answers 400.',
    wrap: renumbering('patch-all', 404, 400),
  },
  {
    id: 'patch-all-404-body',
    statement: 'patch-all.not-found',
    says: 'The 404 of patch-all has a message and nothing else.',
    wrap: editing('patch-all', 404, () => ({ message: 'No user was found.' })),
  },
  {
    id: 'patch-all-without-body',
    statement: 'patch-all.status-400',
    says: 'Patch-all without a body answers 200.',
    wrap: on('patch-all', (asked, server) =>
      asked.body === '' ? answer(200, { payload: { updated: 1 }, success: true }) : server(asked),
    ),
  },
  {
    id: 'patch-all-wants-more',
    statement: 'patch-all.operation',
    says: 'Patch-all refuses a body of one field.',
    wrap: asking('patch-all', asked => {
      const body = bodyOf(asked);
      return body && Object.keys(body).length === 1 ? { ...asked, body: '' } : asked;
    }),
  },
  {
    id: 'patch-all-true-refused',
    statement: 'patch-all.request',
    says: 'Patch-all refuses the word "true" for a boolean.',
    wrap: on('patch-all', (asked, server) =>
      Object.values(bodyOf(asked) ?? {}).includes('true')
        ? answer(400, {
            error_type: 'validation_error',
            success: false,
            errors: [{ active: ['Not a valid boolean.'] }],
          })
        : server(asked),
    ),
  },
  {
    id: 'false-is-true',
    statement: 'create.active',
    says: 'In a body every word is true, "false" too.',
    wrap: askingBody(['create', 'patch-all'], body =>
      Object.fromEntries(Object.entries(body).map(([key, value]) => [key, value === 'false' ? true : value])),
    ),
  },
  {
    id: 'patch-all-form-type',
    statement: 'patch-all.curl',
    says: "Patch-all refuses JSON under curl's default type.",
    wrap: unsupportedMedia('patch-all', type => !type.includes('json')),
  },
  {
    id: 'patch-all-json-type',
    statement: 'patch-all.media',
    says: 'Patch-all refuses JSON under application/json.',
    wrap: unsupportedMedia('patch-all', type => type.includes('json')),
  },
  {
    id: 'patch-all-first-only',
    statement: 'patch-all.all-found',
    says: 'Of those who are found only one is changed.',
    wrap: on('patch-all', async (asked, server) => {
      const ids = idsIn(asked.query.get('user_id_in') ?? '');
      if (ids.length < 2 || !(await isFine(asked, server))) return server(asked);
      const query = new URLSearchParams(asked.query);
      query.set('user_id_in', String(ids[0]));
      const honest = await foundBy(asked, server);
      await server({ ...asked, query });
      return honest === 0 ? server(asked) : answer(200, { payload: { updated: honest }, success: true });
    }),
  },
  {
    id: 'patch-all-resets-other',
    statement: 'patch-all.body',
    says: 'Patch-all empties the given names of those it changes.',
    wrap: askingBody('patch-all', body => ('first_name' in body ? body : { ...body, first_name: null })),
  },
  {
    id: 'patch-all-does-nothing',
    statement: 'patch-all.body',
    says: 'Patch-all counts those who are found, and changes nothing.',
    wrap: on('patch-all', async (asked, server) =>
      server((await isFine(asked, server)) ? withBody(asked, { passwd: '' }) : asked),
    ),
  },
  {
    id: 'patch-all-query-either',
    statement: 'patch-all.query',
    says: 'Of several parameters of patch-all one is enough.',
    wrap: choosing({ together: verdicts => verdicts.length === 0 || verdicts.some(Boolean) }),
  },
  {
    id: 'patch-all-query-last',
    statement: 'patch-all.query',
    says: 'Of several parameters of patch-all only the last counts.',
    wrap: choosing({ together: verdicts => verdicts.at(-1) ?? true }),
  },
  {
    id: 'patch-all-refused-done-400',
    statement: 'patch-all.status-400',
    says: 'Patch-all refuses an unknown user_type, and makes the user inactive all the same.',
    wrap: on('patch-all', async (asked, server) => {
      const answered = await server(asked);
      if (answered.status === 400 && bodyOf(asked)?.user_type) await server(withBody(asked, { active: false }));
      return answered;
    }),
  },
];

/** Each user as text, by id. */
async function textsOf(asked: Asked, server: Server): Promise<Map<number, string>> {
  const users = await allUsers(server, asked);
  return new Map(users.map(user => [user.user_id, JSON.stringify(user)]));
}

/** Whether a patch-all would go well if it found someone: with parameters that find nobody it is not found. */
async function isFine(asked: Asked, server: Server): Promise<boolean> {
  const { status } = await server({ ...asked, query: new URLSearchParams({ user_id_in: '0' }) });
  return status === 404;
}

/** How many users the parameters find. */
async function foundBy(asked: Asked, server: Server): Promise<number> {
  return filtered(await allUsers(server, asked), asked.query).length;
}
