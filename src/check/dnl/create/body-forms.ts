import type { Operation } from '../../../contract/index.js';
import { parseSentBody } from '../../laws/bodies.js';
import { type Check, defineCheck, type Finding, fails, formatValue, passes } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { create, createAndGet, exampleUser, list, PAGE, sentName } from '../users/steps.js';
import { readCreatedId, readPage, readUser } from '../users/user.js';
import { judgeKeptFields, userNotRead } from './create-keeps.js';

/** The media type that curl uses by default; the printed commands set no other. */
export const CURL_MEDIA = 'application/x-www-form-urlencoded';

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
      const sent = parseSentBody(exchanges[0]);
      const lost = judgeKeptFields(sent, user, { prefix: 'create', at: 0 }).find(({ verdict }) => verdict === 'fail');
      return expect.map(statement => (lost ? { ...lost, statement } : passes(statement, { at: 0 })));
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
