import type { Operation } from '../../../contract/index.js';
import { parseSentBody } from '../../laws/bodies.js';
import { unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding, fails, formatValue, inconclusive, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { create, createdId, exampleUser, get, list, PAGE, sentName } from '../users/steps.js';
import { readCreatedId, readPage, readUser } from '../users/user.js';

export function createIds(createUser: Operation): Check<Knowledge> {
  return defineCheck<Knowledge>({
    id: 'create-ids',
    says: 'Each created user has a new id, and get finds the user by it.',
    cases: [
      {
        id: 'two users one after the other',
        operation: 'createUser',
        statements: ['create.object_id', 'create.operation'],
        steps: [
          create(exampleUser(createUser)),
          create(exampleUser(createUser)),
          get(createdId),
          list({ name: sentName, per_page: PAGE }),
        ],
      },
    ],
    judge({ exchanges, known }): Finding[] {
      const [first, second] = [readCreatedId(exchanges[0]), readCreatedId(exchanges[1])];
      if (first === undefined || second === undefined)
        return [inconclusive('create.object_id', 'The response has no id.')];
      const taken = known.users.some(({ user_id }) => user_id === first || user_id === second);
      if (first === second || taken) {
        const message = 'The id of a created user belongs to another.';
        return [fails('create.object_id', { message, expected: 'new ids', got: formatValue([first, second]), at: 1 })];
      }
      const user = readUser(exchanges[2]);
      const sent = parseSentBody(exchanges[0]).name;
      const named = readPage(exchanges[3])?.items.filter(({ name }) => name === sent).length ?? 1;
      if (named > 1) {
        const message = 'One create made several users.';
        return [fails('create.operation', { message, expected: '1 user', got: `${named} users`, at: 0 })];
      }
      if (user?.user_id === first && user.name === sent)
        return [passes('create.object_id'), passes('create.operation')];
      const message = 'Get returns another user for the new id.';
      return [fails('create.object_id', { message, expected: formatValue(sent), got: formatValue(user?.name) })];
    },
  });
}

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
      if (page.total === 1 && page.items[0]?.user_id === id)
        return [passes('create.name', { at: 1 }), passes('list.name')];
      const got =
        page.items.length === 0 ? 'no user' : `${page.total} users, first ${formatValue(page.items[0]?.name)}`;
      return [
        fails('list.name', { message: 'A created user is not found by name.', expected: formatValue(name), got }),
      ];
    },
  });
}

function explainRefusedName(status: number | undefined): string | undefined {
  return status === 200 ? undefined : 'The target refuses this name.';
}
