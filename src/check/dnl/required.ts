import type { Operation } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { type Case, type Step, unique } from '../model/case.js';
import { asObject, type Check, defineCheck, type Finding, fails, formatValue, passes } from '../model/check.js';
import { findPatch, SUBJECTS_BY_EMAIL, scopedPatch } from './patch/scoped-patch.js';
import type { Knowledge } from './users/known.js';
import { create, exampleUser, uniqueEmail } from './users/steps.js';

/** dnl-user-create:104-112, and reading create-required: no page says which other fields are required. */
export function createRequired(createUser: Operation): Check<Knowledge> {
  const { name: _, ...nameless } = exampleUser(createUser);
  const refused = (
    id: string,
    step: Partial<Step<Knowledge>>,
    expect: 'any' | 'name',
  ): Case<Knowledge, 'any' | 'name'> => ({
    id,
    operation: 'createUser',
    parameter: 'name',
    statements: ['create.status-400', 'create.required'],
    steps: [create(undefined, { expects: [400], ...step })],
    expect,
  });
  return defineCheck<Knowledge, 'any' | 'name'>({
    id: 'create-required',
    says: 'A create without a body, with an empty body or without a name is refused with 400 and the printed text.',
    cases: [
      refused('no body', {}, 'any'),
      refused('an empty object', { body: {} }, 'any'),
      refused('no name', { body: nameless }, 'name'),
    ],
    judge({ exchanges: [exchange], expect }): Finding[] {
      const statements = [
        ...['create.status-400', 'create.required'].map(statement => passes(statement)),
        judgeErrorType(exchange),
      ];
      if (expect === 'any') return [...statements, ...observeShape(exchange)];
      const named = judgeNamedField(exchange, 'name', 'create');
      const texts = [readMessages(exchange)?.name].flat();
      if (named.verdict === 'fail') return [...statements, named];
      if (texts.includes(PRINTED_TEXT)) return [...statements, named, passes('validation.text')];
      const message = 'The text about a missing field is not the printed one.';
      return [
        ...statements,
        named,
        fails('validation.text', { message, expected: PRINTED_TEXT, got: formatValue(texts) }),
      ];
    },
  });
}

/** Observes which choice of create-required a target follows; every choice is accepted. */
export const createLeast: Check<Knowledge> = defineCheck({
  id: 'create-least',
  says: 'A body with fewer fields than the example is always accepted or always refused.',
  cases: [
    {
      id: 'a name alone',
      operation: 'createUser',
      parameter: 'name',
      statements: ['create.required'],
      steps: [
        create({ name: unique() }, { expects: 'any' }),
        create({ name: unique(), passwd: 'throw-away', user_type: 'agent', email: uniqueEmail() }, { expects: 'any' }),
        create({ name: unique() }, { expects: 'any' }),
      ],
    },
  ],
  judge({ exchanges }): Finding[] {
    const [alone, four, again] = exchanges.map(exchange => exchange.response?.status);
    if (alone !== again) {
      const message = 'A body with a name alone was accepted once and refused once.';
      return [fails('create.required', { message, expected: String(alone), got: String(again) })];
    }
    const choice = alone === 200 ? 'name-only' : four === 200 ? 'four' : 'between';
    return [passes('create.required', { observed: { reading: 'create-required', choice } })];
  },
});

/** dnl-user-patch-all:109-118, and reading patch-required: no page says what an empty object gets. */
export const patchRequired: Check<Knowledge> = defineCheck<Knowledge, 'no body' | 'empty'>({
  id: 'patch-required',
  says: 'Patch-all without a body is refused with 400.',
  cases: [
    {
      id: 'no body',
      operation: 'patchUsers',
      statements: ['patch-all.status-400'],
      steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { expects: [400] } }),
      expect: 'no body',
    },
    {
      id: 'an empty object',
      operation: 'patchUsers',
      statements: ['patch-all.status-400'],
      steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: {}, expects: 'any' } }),
      expect: 'empty',
    },
  ],
  judge({ exchanges, expect }): Finding[] {
    const at = findPatch(exchanges);
    if (expect === 'no body') return [passes('patch-all.status-400', { at })];
    const choice = exchanges[at]?.response?.status === 400 ? 'non-empty' : 'partly';
    return [passes('patch-all.status-400', { at, observed: { reading: 'patch-required', choice } })];
  },
});

/** dnl-user-create:107 */
function judgeErrorType(exchange: TargetExchange | undefined): Finding {
  const kind = asObject(exchange?.response?.json)?.error_type;
  if (kind === 'validation_error') return passes('validation.error_type');
  const message = 'The error_type of a refusal is not the printed one.';
  return fails('validation.error_type', { message, expected: 'validation_error', got: formatValue(kind) });
}

/** Reading validation-shape: the errors of several fields are in one object, or each in its own object. */
function observeShape(exchange: TargetExchange | undefined): Finding[] {
  const errors = asObject(exchange?.response?.json)?.errors;
  if (!Array.isArray(errors) || Object.keys(readMessages(exchange) ?? {}).length < 2) return [];
  const choice = errors.length > 1 ? 'several-objects' : 'one-object';
  return [passes('create.validation', { observed: { reading: 'validation-shape', choice } })];
}

/** The text that the pages print for a missing field (dnl-user-create:110). */
const PRINTED_TEXT = 'Missing data for required field.';

/** The messages of a refusal by field; undefined if it has none. */
function readMessages(exchange: TargetExchange | undefined): Record<string, unknown> | undefined {
  const errors = asObject(exchange?.response?.json)?.errors;
  return Array.isArray(errors) ? Object.assign({}, ...errors.map(asObject)) : undefined;
}

/** Judges whether a refusal names the wrong field, or a dotted path that begins with it. */
export function judgeNamedField(exchange: TargetExchange | undefined, field: string, page: string): Finding {
  const keys = Object.keys(readMessages(exchange) ?? {});
  const statement = `${page}.validation`;
  if (keys.some(key => key === field || key.startsWith(`${field}.`))) return passes(statement);
  const message = `The refusal does not name ${field}.`;
  return fails(statement, { message, expected: `a key ${field}`, got: formatValue(keys) });
}
