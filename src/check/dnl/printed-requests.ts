import type { Operation } from '../../contract/index.js';
import { contains } from '../described/meant/records/members.js';
import { fromTarget, unique } from '../model/case.js';
import {
  type Check,
  defineCheck,
  type Finding,
  fails,
  formatValue,
  inconclusive,
  parseSentBody,
  passes,
} from '../model/check.js';
import type { Knowledge } from './users/known.js';
import { CURL_MEDIA, create, createAndGet, exampleUser, get, list, newUser, PAGE, sentName } from './users/steps.js';
import { readCreatedId, readPage, readUser } from './users/user.js';

const someone = fromTarget<Knowledge>('user', ({ known, pick }) => pick(known.users)?.user_id);

/** The printed commands for reads, with an id of the target; that for get has a doubled slash. */
export const printedReads: Check<Knowledge> = defineCheck<Knowledge>({
  id: 'printed-reads',
  says: 'The reads that the pages print work as printed, with an id of the target.',
  cases: [
    {
      id: 'the list (dnl-user-list:97-99)',
      operation: 'listUsers',
      statements: ['list.curl', 'list.operation', 'list.address', 'list.base', 'list.headers', 'list.status-200'],
      steps: [list()],
    },
    {
      id: 'one user, with a doubled slash (dnl-user-get:93-95)',
      operation: 'getUser',
      statements: ['get.curl'],
      steps: [get(someone, { template: '/v1//user/{user_id}' })],
    },
  ],
  judge({ exchanges: [exchange], case: { statements } }): Finding[] {
    const user = readUser(exchange);
    const isRight = user ? exchange?.request.path.endsWith(`/${user.user_id}`) : readPage(exchange) !== undefined;
    if (isRight) return statements.map(statement => passes(statement));
    const message = 'The printed request does not get the printed response.';
    const got = formatValue(exchange?.response?.json);
    return statements.slice(0, 1).map(curl => fails(curl, { message, expected: 'a payload', got }));
  },
});

/** The finding if there is no user to compare with. */
function userNotRead(statement: string): Finding[] {
  return [inconclusive(statement, 'The user could not be read back.')];
}

/** Reading body-media; dnl-user-create:138-141. */
export function bodyMedia(createUser: Operation): Check<Knowledge> {
  return defineCheck<Knowledge, readonly string[]>({
    id: 'body-media',
    says: "A body is read as JSON with the media type application/json and with curl's default.",
    cases: [
      { mediaType: 'application/json', statements: ['create.media'] },
      { mediaType: CURL_MEDIA, statements: ['create.media', 'create.curl', 'create.request'] },
    ].map(({ mediaType, statements }) => ({
      id: mediaType,
      operation: 'createUser',
      statements,
      steps: createAndGet(exampleUser(createUser), { mediaType }),
      expect: statements,
    })),
    judge({ exchanges, expect }): Finding[] {
      const user = readUser(exchanges[1]);
      if (!user) return expect.flatMap(userNotRead);
      const { passwd: _, ...sent } = parseSentBody(exchanges[0]);
      const lost = Object.keys(sent).find(field => !contains(user[field], sent[field]));
      if (lost === undefined) return expect.map(statement => passes(statement, { at: 0 }));
      const message = `${lost} is not what was sent.`;
      const values = { expected: formatValue(sent[lost]), got: formatValue(user[lost]) };
      return expect.map(statement => fails(statement, { message, ...values, parameter: lost, at: 0 }));
    },
  });
}

/** Reading loose-boolean: the patch example sends the word "true" for a boolean; "false" may be refused, but must not mean true. */
export function looseBoolean(createUser: Operation): Check<Knowledge> {
  const fields = [...(createUser.body?.shape.properties ?? [])].filter(([, { types }]) => types.has('boolean'));
  return defineCheck<Knowledge, { field: string; value: boolean }>({
    id: 'loose-boolean',
    says: 'true and false work as JSON; the word "false", if it is accepted, means false.',
    cases: fields.flatMap(([field]) =>
      [true, false, 'false'].map(sent => ({
        id: `${field}: ${JSON.stringify(sent)}`,
        operation: 'createUser',
        parameter: field,
        statements: [`create.${field}`],
        steps: [
          create({ ...exampleUser(createUser), [field]: sent }, { expects: sent === 'false' ? 'any' : [200] }),
          list({ name: sentName, per_page: PAGE }),
        ],
        expect: { field, value: sent === true },
      })),
    ),
    judge({ exchanges, expect: { field, value } }): Finding[] {
      const statement = `create.${field}`;
      const [created, page] = [readCreatedId(exchanges[0]), readPage(exchanges[1])];
      if (created === undefined) return [passes(statement, { at: 0 })];
      const user = page?.items.find(({ user_id }) => user_id === created);
      if (!user) return userNotRead(statement);
      if (user[field] === value) return [passes(statement)];
      const message = `${field} is not what was sent.`;
      return [fails(statement, { message, expected: formatValue(value), got: formatValue(user[field]) })];
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
      steps: [{ name: unique() }, newUser(), { name: unique() }].map(body => create(body, { expects: 'any' })),
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
