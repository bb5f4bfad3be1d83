import * as fc from 'fast-check';
import type { Operation } from '../../contract/index.js';
import { Pending } from '../case.js';
import { type Check, defineCheck, type Finding, passes } from '../check.js';
import { valuesOf } from './body-fields.js';
import { keptFields, nobody } from './kept.js';
import type { Known } from './known.js';
import { createAndGet, exampleUser, sentBody } from './new-user.js';
import { uniqueEmail } from './steps.js';
import { userOf } from './user.js';

/** How often a body is generated. */
const RUNS = 12;

/** The 12 fields of the example are always sent, as printed where nothing is generated for them: a body with fewer may be refused (reading create-required). */
export function createKeeps(createUser: Operation): Check<Known> {
  const example = exampleUser(createUser);
  const email = uniqueEmail();
  const body = new Pending<Known>('<generated>', 'generated body', context => ({
    ...example,
    ...(context.generated as object),
    name: context.unique(),
    email: email.from(context),
  }));
  // the fewer fields, the smaller the body that shows a flaw
  const values = ({ known }: { known: Known }, which: 'all' | 'some') =>
    fc.record(valuesOf(createUser, known), which === 'all' ? {} : { requiredKeys: [] });
  return defineCheck<Known, null>({
    id: 'create-keeps',
    says: 'A created user has every value that was sent.',
    cases: [
      {
        id: 'the fields of the example',
        operation: 'createUser',
        statements: ['create.status-200', 'create.operation', 'create.address', 'create.headers'],
        steps: createAndGet(exampleUser(createUser)),
        expect: null,
      },
      {
        id: 'every field',
        operation: 'createUser',
        statements: ['create.template', 'create.body'],
        steps: createAndGet(body),
        expect: null,
        generated: { runs: 2, values: context => values(context, 'all') },
      },
      {
        id: 'generated fields',
        operation: 'createUser',
        statements: ['create.template', 'create.body'],
        steps: createAndGet(body),
        expect: null,
        generated: { runs: RUNS, values: context => values(context, 'some') },
      },
    ],
    judge({ exchanges, case: { statements } }): Finding[] {
      const user = userOf(exchanges[1]);
      if (!user) return nobody('create.operation');
      const sent = sentBody(exchanges[0]);
      const general = [...new Set(['create.operation', 'create.status-200', ...statements])];
      return [
        ...keptFields(sent, user, { prefix: 'create', at: 1 }),
        ...general.map(statement => passes(statement, { at: 0 })),
      ];
    },
  });
}
