import * as fc from 'fast-check';
import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { generated } from '../model/case.js';
import {
  asObject,
  type Check,
  defineCheck,
  type Finding,
  fails,
  formatValue,
  parseSentBody,
  passes,
} from '../model/check.js';
import { type Envelope, readEnvelope } from './refused.js';
import { BELOW_500, PATCH_USER, patchSubject, REFUSED } from './steps.js';
import { type Knowledge, nameStatement, REAL_ELSEWHERE, VARIABLES } from './user.js';

const RUNS = 6;

/** The statements by which every refusal of a variable is judged. */
const REFUSAL = ['patch.status-400', 'refusal.success', 'refusal.message', 'refusal.error'] as const;

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

/**
 * Judges the refusal of a variable. A 400 is documented, so a check of every response judges its form; a 422 is not, so its
 * form is judged here.
 */
function judgeRefusal(exchange: TargetExchange, refusal: ReturnType<Contract['validator']>): Finding[] {
  const { status = 0, json } = exchange.response ?? {};
  if (!REFUSED.includes(status)) {
    const message = `A wrong value gets ${status}.`;
    return [fails('patch.status-400', { message, expected: REFUSED.join(' or '), got: String(status) })];
  }
  const statusFinding = passes('patch.status-400', { observed: { reading: 'failure-status', choice: String(status) } });
  const envelope = readEnvelope(exchange);
  if (status === 422 && refusal(json).length > 0) return [statusFinding, judgeForm(envelope, json)];
  return envelope
    ? [statusFinding, ...judgeSuccess(status, envelope), ...judgeMessage(envelope), judgeError(envelope)]
    : [statusFinding];
}

/** The documents have success true on a 400 (acefone-user-patch:47); no other refusal may have it. */
function judgeSuccess(status: number, { success }: Envelope): Finding[] {
  if (typeof success !== 'boolean') return [];
  if (status === 400) {
    return [passes('refusal.success', { observed: { reading: 'success-on-400', choice: String(success) } })];
  }
  if (!success) return [passes('refusal.success')];
  return [fails('refusal.success', { message: `success is true on a ${status}.`, expected: 'false', got: 'true' })];
}

function judgeMessage({ message }: Envelope): Finding[] {
  return typeof message === 'string' ? [passes('refusal.message')] : [];
}

function judgeError({ error }: Envelope): Finding {
  if (Object.keys(asObject(error) ?? {}).length > 0) return passes('refusal.error');
  const message = 'No error names the wrong variable.';
  return fails('refusal.error', { message, expected: 'an object that is not empty', got: formatValue(error) });
}

function judgeForm(envelope: Envelope | undefined, json: unknown): Finding {
  const message = 'The response does not have the form of a refusal.';
  const expected = 'success, message and error, all in lower case or all capitalised';
  return fails(findBlamedStatement(envelope), { message, expected, got: formatValue(json) });
}

function findBlamedStatement(envelope: Envelope | undefined): string {
  if (typeof envelope?.success !== 'boolean') return 'refusal.success';
  return typeof envelope.message !== 'string' || envelope.keys === 'mixed' ? 'refusal.message' : 'refusal.error';
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
