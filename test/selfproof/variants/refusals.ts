import { isWithoutToken, NON_ADMIN, tokenOf } from '../credentials.js';
import type { Variant } from '../planted.js';
import { answer, answering, editing, type Json, on } from '../wraps.js';

const KEYWORDS = ['get', 'patch-all'] as const;

/** Refusals that the documents leave open, in another form than the mock's. */
export const REFUSALS: readonly Variant[] = [
  {
    id: 'wrong-token-120-on-writes',
    says: 'Create and patch-all answer a wrong token with code 120.',
    mock: { readings: { 'wrong-token-write': 'incorrect' } },
    wrap: server => server,
  },
  {
    id: 'non-admin-403',
    says: 'Who is no admin is answered 403 with a body of its own.',
    wrap: answering('any', (answered, asked) =>
      tokenOf(asked) === NON_ADMIN && answered.status === 401
        ? answer(403, { error_type: 'forbidden', success: false, message: 'Admins only.' })
        : answered,
    ),
  },
  {
    id: 'not-found-one-text',
    says: 'Both operations answer 404 with the text of get.',
    mock: { readings: { 'not-found-text': 'one-text' } },
    wrap: server => server,
  },
  {
    id: 'not-found-other-text',
    says: 'A 404 names itself in other words.',
    wrap: editing(KEYWORDS, 404, json => ({ ...json, error_type: 'not_found' })),
  },
  {
    id: 'errors-one-by-one',
    says: 'Each field at issue has an object of its own among the errors.',
    wrap: editing('any', 400, json => ({
      ...json,
      errors: (json.errors as Json[]).flatMap(one => Object.entries(one).map(([key, texts]) => ({ [key]: texts }))),
    })),
  },
  {
    id: 'errors-in-other-words',
    says: 'Only what is missing is told in the printed words.',
    wrap: editing('any', 400, json => ({
      ...json,
      errors: (json.errors as Record<string, string[]>[]).map(one =>
        Object.fromEntries(
          Object.entries(one).map(([key, texts]) => [
            key,
            texts.map(text => (text.startsWith('Missing') ? text : 'This cannot be.')),
          ]),
        ),
      ),
    })),
  },
  {
    id: 'bad-id-400',
    says: 'An id that is no number is answered 400.',
    wrap: on('get', (asked, server) =>
      isWithoutToken(asked) || /\/\d+$/.test(asked.path)
        ? server(asked)
        : answer(400, {
            error_type: 'validation_error',
            success: false,
            errors: [{ user_id: ['Not a valid integer.'] }],
          }),
    ),
  },
  {
    id: 'malformed-422',
    says: 'A body that is no JSON is answered 422.',
    wrap: answering(['create', 'patch-all'], answered =>
      answered.status === 400 && JSON.stringify(answered.json).includes('_schema":["Invalid')
        ? { ...answered, status: 422 }
        : answered,
    ),
  },
];
