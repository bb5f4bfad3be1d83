import type { Operation } from '../../../contract/index.js';
import { formatInstant } from '../../../kernel/index.js';
import type { TargetExchange } from '../../../target/index.js';
import { fromTarget, unique } from '../../model/case.js';
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
import { create, createdId, exampleUser, get, list, PAGE, sentName } from '../users/steps.js';
import { readCreatedId, readInstant, readPage, readUser } from '../users/user.js';

type Expect = 'the whole list' | 'filters';

const HOUR = 3600e6;

/** Several users, so that other clients that remove users meanwhile do not hide them. */
const CREATED = 3;

/** A time before the user was created, as get shows it. */
const hourBefore = fromTarget<Knowledge>('time of creation', ({ exchanges }) => {
  const user = readUser(exchanges[1]);
  const instant = user && readInstant(user, 'create_time');
  return instant === undefined ? undefined : formatInstant(instant - HOUR);
});

/** dnl-user-list:9, 107: the list has and counts the users of the system, including the users that were created last. */
export function createdListed(createUser: Operation): Check<Knowledge> {
  const user = { ...exampleUser(createUser), active: true, user_type: 'agent' };
  const newest = (key: string) => list({ order_by: key, order_dir: 'desc', per_page: PAGE });
  return defineCheck<Knowledge, Expect>({
    id: 'created-listed',
    says: 'A created user is in the list, is counted in its total, and is found by its filters.',
    cases: [
      {
        id: 'the whole list',
        operation: 'listUsers',
        statements: ['list.operation', 'list.total'],
        steps: [
          list({ per_page: 1 }),
          ...Array.from({ length: CREATED }, () => create(user)),
          list({ per_page: 1 }),
          newest('user_id'),
          newest('create_time'),
        ],
        expect: 'the whole list',
      },
      {
        id: 'filters',
        operation: 'listUsers',
        statements: FILTERED.map(({ statement }) => statement),
        steps: [
          create(user),
          get(createdId),
          list({ user_id_in: createdId }),
          list({ name: sentName }),
          list({ user_id_in: createdId, active: 'true' }),
          list({ user_id_in: createdId, user_type: 'agent' }),
          list({ name: sentName, create_time_gt: hourBefore }),
        ],
        expect: 'filters',
      },
    ],
    judge: ({ exchanges, expect }) => (expect === 'filters' ? judgeFilters(exchanges) : judgeWholeList(exchanges)),
  });
}

/** What each of the filtered lists tests, after the create and the get. */
const FILTERED = [
  { statement: 'list.user_id_in', by: 'its id' },
  { statement: 'list.name', by: 'its name' },
  { statement: 'list.active', by: 'its id and active' },
  { statement: 'list.user_type', by: 'its id and user_type' },
  { statement: 'list.create_time_gt', by: 'its name and create_time_gt' },
];

function judgeFilters(exchanges: readonly TargetExchange[]): Finding[] {
  const id = readCreatedId(exchanges[0]);
  return FILTERED.map(({ statement, by }, index) => {
    const at = index + 2;
    const page = readPage(exchanges[at]);
    if (!page) return inconclusive(statement, 'The response has no page of users.');
    const isFound = page.items.some(({ user_id }) => user_id === id);
    if (isFound && page.total === 1) return passes(statement, { at });
    const got = isFound ? `a total of ${page.total}` : `${page.items.length} others of ${page.total}`;
    const message = `A created user is not found by ${by}.`;
    return fails(statement, { message, expected: `user ${id} alone`, got, at });
  });
}

function judgeWholeList(exchanges: readonly TargetExchange[]): Finding[] {
  const ids = exchanges.slice(1, CREATED + 1).map(readCreatedId);
  const [before, after] = [readPage(exchanges[0]), readPage(exchanges[CREATED + 1])];
  const lists = exchanges.slice(CREATED + 2).map(readPage);
  if (ids.includes(undefined) || !before || !after || lists.includes(undefined))
    return [inconclusive('list.operation', 'A response has no id, or no page of users.')];
  const total =
    after.total > before.total
      ? passes('list.total', { at: CREATED + 1 })
      : fails('list.total', {
          message: `total does not count ${CREATED} created users.`,
          expected: `${before.total + CREATED}`,
          got: `${after.total}`,
          at: CREATED + 1,
        });
  const listed = lists.map(page => page?.items.map(({ user_id }) => user_id) ?? []);
  // if the target ignores the order, the newest users may be anywhere
  const isOrdered = listed[0]?.every((id, at, all) => at === 0 || id < (all[at - 1] ?? 0));
  const missing = ids.find(id => id !== undefined && !listed.some(one => one.includes(id)));
  if (missing === undefined) return [total, passes('list.operation')];
  if (!isOrdered) return [total, inconclusive('list.operation', 'The list is not ordered by user_id as requested.')];
  const message = 'A created user is not in the list that has the newest first.';
  return [
    total,
    fails('list.operation', { message, expected: `user ${missing}`, got: `users ${listed[0]?.slice(0, 3)} first` }),
  ];
}

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
