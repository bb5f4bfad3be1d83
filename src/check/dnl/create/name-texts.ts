import type { Operation } from '../../../contract/index.js';
import { unique } from '../../model/case.js';
import {
  type Check,
  defineCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  parseSentBody,
  passes,
} from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { create, createdId, exampleUser, get, list, sentName } from '../users/steps.js';
import { readCreatedId, readPage, readUser } from '../users/user.js';

/** Ends of names that are easily misread or cut; composed characters only, and no blanks around them. */
const ENDS: readonly string[] = [`'a"b`, '5%_a', '\\n\\', 'a&b=c+d#e', '<b>', '\u{1f600}', 'é', '\u65e5\u672c'];

/** A target may refuse a name, because no page forbids that; an accepted name is kept, and the list finds it. */
export function nameTexts(createUser: Operation): Check<Knowledge> {
  return defineCheck<Knowledge>({
    id: 'name-texts',
    says: 'An accepted name is kept exactly, and the list finds the user by it.',
    cases: ENDS.map(end => ({
      id: `a name that ends with ${end}`,
      operation: 'createUser',
      parameter: 'name',
      statements: ['create.name', 'list.name'],
      steps: [
        create({ ...exampleUser(createUser), name: unique(text => `${text}${end}`) }, { expects: 'any' }),
        get(createdId, { unless: ({ exchanges: [created] }) => explainRefusedName(created?.response?.status) }),
        list({ name: sentName }),
      ],
    })),
    judge({ exchanges }): Finding[] {
      const [id, user, page] = [readCreatedId(exchanges[0]), readUser(exchanges[1]), readPage(exchanges[2])];
      const { name } = parseSentBody(exchanges[0]);
      if (!user || !page) return [inconclusive('create.name', 'The user could not be read back.')];
      if (user.name !== name) {
        const message = 'The name is not what was sent.';
        return [fails('create.name', { message, expected: formatValue(name), got: formatValue(user.name), at: 1 })];
      }
      if (page.items.length === 1 && page.items[0]?.user_id === id) {
        if (page.total === 1) return [passes('create.name', { at: 1 }), passes('list.name')];
        const message = 'The total of a list by name is not the number of users that are found.';
        const [expected, got] = ['1', `${page.total}`];
        return [fails('list.name', { message, expected, got, causes: ['claim listUsers payload.total'] })];
      }
      const got =
        page.items.length === 0 ? 'no user' : `${page.items.length} users, first ${formatValue(page.items[0]?.name)}`;
      return [
        fails('list.name', { message: 'A created user is not found by name.', expected: formatValue(name), got }),
      ];
    },
  });
}

function explainRefusedName(status: number | undefined): string | undefined {
  return status === 200 ? undefined : 'The target refuses this name.';
}
