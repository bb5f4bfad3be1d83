import type { Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding, fails, passes, shown } from '../check.js';
import { nobody } from './kept.js';
import type { Known } from './known.js';
import { exampleUser, sentName } from './new-user.js';
import { create, list, PAGE } from './steps.js';
import { createdIdOf, pageOf } from './user.js';

/** Reading loose-boolean: the patch example sends the word "true" for a boolean; "false" may be refused, but not be true. */
export function looseBoolean(createUser: Operation): Check<Known> {
  const fields = [...(createUser.body?.shape.properties ?? [])].filter(([, { types }]) => types.has('boolean'));
  return defineCheck<Known, { field: string; value: boolean }>({
    id: 'loose-boolean',
    says: 'true and false work as JSON; the word "false", where it is accepted, is false.',
    cases: fields.flatMap(([field]) =>
      [true, false, 'false'].map(sent => ({
        id: `${field}: ${JSON.stringify(sent)}`,
        operation: 'createUser',
        parameter: field,
        statements: [`create.${field}`],
        steps: [
          create({ ...exampleUser(createUser), [field]: sent }, { expects: sent === 'false' ? 'any' : [200] }),
          list([
            ['name', sentName],
            ['per_page', PAGE],
          ]),
        ],
        expect: { field, value: sent === true },
      })),
    ),
    judge({ exchanges, expect: { field, value } }): Finding[] {
      const statement = `create.${field}`;
      const [created, page] = [createdIdOf(exchanges[0]), pageOf(exchanges[1])];
      if (created === undefined) return [passes(statement, { at: 0 })];
      const user = page?.items.find(({ user_id }) => user_id === created);
      if (!user) return nobody(statement);
      if (user[field] === value) return [passes(statement)];
      const message = `${field} is not what was sent.`;
      return [fails(statement, { message, expected: shown(value), got: shown(user[field]) })];
    },
  });
}
