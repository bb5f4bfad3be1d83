import type { Variant } from '../planted.js';
import { answer, answering, editing, heading, type Json, renumbering } from '../wraps.js';

/** Faithful Acefone servers that are not like the mock. */
export const ACEFONE_VARIANTS: readonly Variant[] = [
  { id: 'acefone', says: 'The mock as it is.', wrap: server => server },
  {
    id: 'acefone-token',
    says: 'A token is asked for.',
    mock: { readings: { auth: 'token' } },
    wrap: server => server,
  },
  {
    id: 'acefone-capitals',
    says: 'Success, Message and Error are capitalised, as in the table.',
    wrap: answering('any', answered => ({ ...answered, json: capitalised(answered.json as Json) })),
  },
  {
    id: 'acefone-422',
    says: 'What is refused is answered 422.',
    wrap: renumbering('patch', 400, 422),
  },
  {
    id: 'acefone-unknown-id-400',
    says: 'An id that nobody has is answered 400.',
    wrap: renumbering('patch', 404, 400),
  },
  {
    id: 'acefone-success-on-400',
    says: 'A 400 says success true, as in the prose.',
    wrap: editing('patch', 400, json => ({ ...json, success: true })),
  },
  {
    id: 'acefone-unreadable',
    says: 'The user cannot be read.',
    wrap: server => async asked => (asked.method === 'GET' ? answer(404, { message: 'No route.' }) : server(asked)),
  },
  {
    id: 'acefone-empty-error',
    says: 'A patch that went well has an empty error.',
    wrap: editing('patch', 200, json => ({ ...json, error: {} })),
  },
  {
    id: 'acefone-error-texts',
    says: 'The error tells one text for each variable, and further things.',
    wrap: editing('patch', 400, json =>
      json.error === undefined
        ? json
        : {
            ...json,
            error: Object.fromEntries(
              Object.entries(json.error as Record<string, string[]>).map(([key, [text]]) => [key, text]),
            ),
            code: 17,
          },
    ),
  },
  {
    id: 'acefone-data',
    says: 'A good answer also has the id of the user, and a charset.',
    wrap: server =>
      heading('any', { 'content-type': 'application/json;charset=utf-8' })(
        editing('patch', 200, json => ({ ...json, data: { id: 288256 } }))(server),
      ),
  },
  {
    id: 'acefone-error-without-path',
    says: 'The error names whole variables only.',
    wrap: editing('patch', 400, json =>
      json.error === undefined ? json : { ...json, error: { [firstOf(json.error as Json)]: ['is invalid'] } },
    ),
  },
];

function firstOf(error: Json): string {
  return Object.keys(error)[0]?.split('.')[0] ?? '';
}

function capitalised(json: Json): Json {
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [`${key[0]?.toUpperCase()}${key.slice(1)}`, value]),
  );
}
