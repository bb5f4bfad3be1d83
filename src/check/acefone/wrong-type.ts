import * as fc from 'fast-check';
import type { Contract } from '../../contract/index.js';
import { parseSentBody } from '../laws/bodies.js';
import { generated } from '../model/case.js';
import { type Check, defineCheck, fails, formatValue, passes } from '../model/check.js';
import { judgeRefusal, REFUSAL } from './refusal.js';
import { BELOW_500, PATCH_USER, patchSubject } from './steps.js';
import type { Knowledge } from './user.js';
import { nameStatement, REAL_ELSEWHERE, VARIABLES } from './variables.js';

const RUNS = 6;

/** The statement that is broken if the value is accepted; for a generated value, the body shows which. */
type Expect = { broken?: string };

/** acefone-user-patch:27-41 and 43-48; the readings loose-types and cdr-type say which values are wrong. */
export function wrongType(contract: Contract): Check<Knowledge> {
  const refusal = contract.validator('refusal');
  return defineCheck<Knowledge, Expect>({
    id: 'wrong-type',
    says: 'A value of the wrong type is refused, and the refusal has an error about it.',
    cases: [
      ...WRONG_VALUES.map(({ id, variable, statement, value }) => ({
        id,
        operation: PATCH_USER,
        statements: [statement, ...REFUSAL],
        steps: [patchSubject({ [variable]: value }, { expects: BELOW_500 })],
        expect: { broken: statement },
      })),
      {
        id: 'generated',
        operation: PATCH_USER,
        statements: [...VARIABLES.map(({ name }) => nameStatement(name)), ...REFUSAL],
        steps: [patchSubject(generated<Knowledge>(), { expects: BELOW_500 })],
        expect: {},
        generated: { runs: RUNS, values: wrongBodies },
      },
    ],
    judge({ exchanges: [exchange], expect: { broken } }) {
      const { response } = exchange ?? {};
      if (!exchange || !response) return [];
      const [variable = ''] = Object.keys(parseSentBody(exchange));
      const statement = broken ?? nameStatement(variable);
      if (response.status >= 400) return [passes(statement), ...judgeRefusal(exchange, refusal)];
      const got = `${response.status} ${formatValue(response.json)}`;
      const message = `A wrong value of ${variable} is accepted.`;
      return [fails(statement, { parameter: variable, message, expected: '400 or 422', got })];
    },
  });
}

/** A value that must be refused, and the statement that says what the variable holds. */
type WrongValue = { id: string; variable: string; statement: string; value: unknown };

const OBJECT = { understudy: 'no text' };
const LIST = ['no text'];
const AGENT = '0502842370002';

/** Structures for texts, texts for booleans and lists (reading loose-types), other forms of user_for_cdr (cdr-type). */
const WRONG_VALUES: readonly WrongValue[] = VARIABLES.flatMap(({ name, kind }) => {
  const wrong = (what: string, value: unknown): WrongValue => ({
    id: `${name}: ${what}`,
    variable: name,
    statement: nameStatement(name),
    value,
  });
  if (kind === 'text') return [wrong('an object', OBJECT), wrong('a list', LIST)];
  if (kind === 'boolean') return [wrong('a text', 'true')];
  if (kind === 'texts') return [wrong('a text', REAL_ELSEWHERE.has(name) ? '1' : 'Sales'), wrong('objects', [OBJECT])];
  const part = (of: 'type' | 'value', what: string, value: unknown): WrongValue => ({
    ...wrong(`${of} ${what}`, of === 'type' ? { type: value, value: [AGENT] } : { type: 'agent', value }),
    statement: nameStatement(`${name}.${of}`),
  });
  return [
    wrong('a text', 'agent'),
    wrong('a list', [AGENT]),
    part('type', 'an object', OBJECT),
    part('type', 'a list', ['agent']),
    part('type', 'a boolean', true),
    part('value', 'a text', AGENT),
    part('value', 'an object', { id: AGENT }),
    part('value', 'a boolean', true),
    part('value', 'objects', [{ id: AGENT }]),
    part('value', 'lists', [[AGENT]]),
  ];
});

// numbers and nulls may do anything, and an empty text or list may be taken for null
const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 12 });
const structure = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 3 }),
  fc.dictionary(word, fc.oneof(word, fc.array(word)), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
);

const WRONG: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: structure,
  boolean: word,
  texts: fc.oneof(word, fc.array(structure, { minLength: 1, maxLength: 2 })),
  record: fc.oneof(
    word,
    fc.record({ type: structure, value: fc.constant([AGENT]) }),
    fc.record({ type: word, value: fc.oneof(word, fc.array(structure, { minLength: 1, maxLength: 2 })) }),
  ),
};

/** Generated ones, as bodies with one variable. */
function wrongBodies(): fc.Arbitrary<unknown> {
  return fc
    .constantFrom(...VARIABLES)
    .chain(({ name, kind }) => (WRONG[kind] ?? structure).map(value => ({ [name]: value })));
}
