import type { Contract } from '../../contract/index.js';
import { type Case, learned } from '../case.js';
import { type Check, defineCheck, passes } from '../check.js';
import type { Known } from './known.js';
import { severalVariables } from './several-variables.js';
import { PATCH_USER, patchSubject } from './steps.js';
import { ALL_RECORDS, printedBody, validValue } from './values.js';
import { SENT, statementOf } from './variables.js';

const RUNS = 6;

/** Nothing is mandatory, so each variable may come alone (acefone-user-patch:17, reading required). */
export function patchVariable(contract: Contract): Check<Known> {
  const printed = printedBody(contract);
  const asCase = (id: string, statement: string, body: unknown): Case<Known, null> => ({
    id,
    operation: PATCH_USER,
    statements: [statement],
    steps: [patchSubject(body)],
    expect: null,
  });
  return defineCheck<Known, null>({
    id: 'patch-variable',
    says: 'A valid value of any variable is accepted, alone or among others.',
    cases: [
      asCase('the printed body', 'patch.printed', printed),
      asCase('user_for_cdr for all', statementOf('user_for_cdr.value'), { user_for_cdr: ALL_RECORDS }),
      {
        ...asCase('several at once', 'patch.body', severalVariables.body),
        generated: { runs: RUNS, values: severalVariables.values },
      },
      // last, so that a target that cannot be read is left with a valid value of each
      ...SENT.map(variable => {
        const { name } = variable;
        const value = learned<Known>(`${name} that is sure to be real`, asked =>
          validValue(variable, asked, printed.user_for_cdr),
        );
        return { ...asCase(name, statementOf(name), { [name]: value }), parameter: name };
      }),
    ],
    judge: ({ case: { statements } }) => statements.map(statement => passes(statement)),
  });
}
