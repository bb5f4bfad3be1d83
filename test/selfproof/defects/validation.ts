import type { Wrap } from '../exchange.js';
import type { Defect } from '../planted.js';
import { answer, bodyOf, editing, type Json, on, without } from '../wraps.js';

const MISSING = 'Missing data for required field.';

/** What a refused body is answered, and bodies that are not refused as they should be. */
export const VALIDATION: readonly Defect[] = [
  {
    id: 'create-errors-elsewhere',
    statement: 'create.validation',
    says: 'Create tells its errors under the word body.',
    wrap: errors('create', list => [{ body: list.flatMap(one => Object.values(one)).flat() }]),
  },
  {
    id: 'create-errors-described',
    statement: 'create.validation',
    says: 'Create tells each error as an object with field and message.',
    wrap: errors('create', list =>
      list.flatMap(one => Object.entries(one).map(([field, [message]]) => ({ field, message }))),
    ),
  },
  {
    id: 'patch-all-errors-elsewhere',
    statement: 'patch-all.validation',
    says: 'Patch-all tells its errors under the word body.',
    wrap: errors('patch-all', list => [{ body: list.flatMap(one => Object.values(one)).flat() }]),
  },
  {
    id: 'errors-object',
    statement: 'validation.errors',
    says: 'The errors stand in an object, not in a list.',
    wrap: errors(['create', 'patch-all'], ([first]) => first),
  },
  {
    id: 'errors-texts',
    statement: 'validation.errors',
    says: 'Each error is a text, not a list of texts.',
    wrap: errors(['create', 'patch-all'], list =>
      list.map(one => Object.fromEntries(Object.entries(one).map(([key, texts]) => [key, texts.join(' ')]))),
    ),
  },
  {
    id: 'errors-empty',
    statement: 'validation.errors',
    says: 'The list of errors is empty.',
    wrap: errors(['create', 'patch-all'], () => []),
  },
  {
    id: 'missing-text',
    statement: 'validation.text',
    says: 'A missing field is told in other words.',
    wrap: errors(['create', 'patch-all'], list =>
      list.map(one =>
        Object.fromEntries(
          Object.entries(one).map(([key, texts]) => [key, texts.map(text => (text === MISSING ? 'Required.' : text))]),
        ),
      ),
    ),
  },
  {
    id: 'validation-error-type',
    statement: 'validation.error_type',
    says: 'Refused input has the error_type bad_request.',
    wrap: editing(['create', 'patch-all'], 400, json => ({ ...json, error_type: 'bad_request' })),
  },
  {
    id: 'validation-success',
    statement: 'validation.success',
    says: 'Refused input has success true.',
    wrap: editing(['create', 'patch-all'], 400, json => ({ ...json, success: true })),
  },
  {
    id: 'validation-without-success',
    statement: 'validation.success',
    says: 'Refused input has no success.',
    wrap: editing('create', 400, json => without(json, 'success')),
  },
  {
    id: 'malformed-500',
    statement: 'ruled.any-answer',
    says: 'A body that is no JSON fails with 500.',
    wrap: on(['create', 'patch-all'], (asked, server) =>
      asked.body !== '' && !isJson(asked.body) ? answer(500, { success: false }) : server(asked),
    ),
  },
  {
    id: 'malformed-200',
    statement: 'ruled.malformed-body',
    says: 'A create with a body that is a list answers as if it had made a user.',
    wrap: on('create', (asked, server) =>
      isJson(asked.body) && !bodyOf(asked) ? answer(200, { object_id: 1, success: true }) : server(asked),
    ),
  },
  {
    id: 'malformed-patch-200',
    statement: 'ruled.malformed-body',
    says: 'A patch-all with a body that is no JSON changes nothing and answers 200.',
    wrap: on('patch-all', (asked, server) =>
      asked.body !== '' && !bodyOf(asked) ? answer(200, { payload: { updated: 1 }, success: true }) : server(asked),
    ),
  },
];

type Errors = Record<string, string[]>[];

/** Tells the errors of a 400 in another way. */
function errors(
  names: 'create' | 'patch-all' | readonly ('create' | 'patch-all')[],
  change: (errors: Errors) => unknown,
): Wrap {
  return editing(names, 400, (json: Json) => ({ ...json, errors: change(json.errors as Errors) }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
