import type { Contract } from '../../contract/index.js';
import { generated } from '../case.js';
import { type Check, defineCheck, fails, passes, shown } from '../check.js';
import type { Known } from './known.js';
import { REFUSAL, refusalFindings } from './refused.js';
import { BELOW_500, PATCH_USER, patchSubject, sentBody } from './steps.js';
import { statementOf, VARIABLES } from './variables.js';
import { WRONG_VALUES, wrongBodies } from './wrong-values.js';

const RUNS = 6;

/** The statement that is broken where the value is taken; of what was generated only the body tells which. */
type Expect = { broken?: string };

/** acefone-user-patch:27-41 and 43-48, as far as the readings loose-types and cdr-type say what is wrong. */
export function wrongType(contract: Contract): Check<Known> {
  const refusal = contract.validator('refusal');
  return defineCheck<Known, Expect>({
    id: 'wrong-type',
    says: 'A value of the wrong type is refused, and the refusal tells so in an error.',
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
        statements: [...VARIABLES.map(({ name }) => statementOf(name)), ...REFUSAL],
        steps: [patchSubject(generated<Known>(), { expects: BELOW_500 })],
        expect: {},
        generated: { runs: RUNS, values: wrongBodies },
      },
    ],
    judge({ exchanges: [exchange], expect: { broken } }) {
      const { reply } = exchange ?? {};
      if (!exchange || !reply) return [];
      const [variable = ''] = Object.keys(sentBody(exchange));
      const statement = broken ?? statementOf(variable);
      if (reply.status >= 400) return [passes(statement), ...refusalFindings(exchange, refusal)];
      const got = `${reply.status} ${shown(reply.json)}`;
      const message = `A wrong value of ${variable} is accepted.`;
      return [fails(statement, { parameter: variable, message, expected: '400 or 422', got })];
    },
  });
}
