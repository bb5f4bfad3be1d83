import * as fc from 'fast-check';
import type { Operation } from '../../../contract/index.js';
import { Placeholder } from '../../model/case.js';
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
import {
  CURL_MEDIA,
  create,
  createAndGet,
  exampleUser,
  generateValues,
  list,
  PAGE,
  sentName,
  uniqueEmail,
} from '../users/steps.js';
import { contains, formatField, readCreatedId, readPage, readUser, type User } from '../users/user.js';

/** How often a body is generated. */
const RUNS = 12;

/** The 12 fields of the example are always sent, because a body with fewer fields may be refused (reading create-required). */
export function createKeeps(createUser: Operation): Check<Knowledge> {
  const example = exampleUser(createUser);
  const email = uniqueEmail();
  const body = new Placeholder<Knowledge>('<generated>', 'generated body', context => ({
    ...example,
    ...(context.generated as object),
    name: context.unique(),
    email: email.from(context),
  }));
  // with fewer fields, the body that shows a violation is smaller
  const values = ({ known }: { known: Knowledge }, which: 'all' | 'some') =>
    fc.record(generateValues(createUser, known), which === 'all' ? {} : { requiredKeys: [] });
  return defineCheck<Knowledge>({
    id: 'create-keeps',
    says: 'A created user has every value that was sent.',
    cases: [
      {
        id: 'the fields of the example',
        operation: 'createUser',
        statements: ['create.status-200', 'create.operation', 'create.address', 'create.headers'],
        steps: createAndGet(exampleUser(createUser)),
      },
      {
        id: 'every field',
        operation: 'createUser',
        statements: ['create.template', 'create.body'],
        steps: createAndGet(body),
        generated: { runs: 2, values: context => values(context, 'all') },
      },
      {
        id: 'generated fields',
        operation: 'createUser',
        statements: ['create.template', 'create.body'],
        steps: createAndGet(body),
        generated: { runs: RUNS, values: context => values(context, 'some') },
      },
    ],
    judge({ exchanges, case: { statements } }): Finding[] {
      const user = readUser(exchanges[1]);
      if (!user) return userNotRead('create.operation');
      const sent = parseSentBody(exchanges[0]);
      const general = [...new Set(['create.operation', 'create.status-200', ...statements])];
      return [
        ...judgeKeptFields(sent, user, { prefix: 'create', at: 1 }),
        ...general.map(statement => passes(statement, { at: 0 })),
      ];
    },
  });
}

/** Other values that a field may have after it was sent: the readings passwd-form and client-echo. */
const OTHERWISE: Readonly<Record<string, (value: unknown) => boolean>> = {
  passwd: value => typeof value === 'string' && /^\$2[aby]\$\d\d\$/.test(value),
  client: value => value === null || typeof value === 'string',
};

/** Judges whether a user has the values that were sent, with one statement per field: `create.active`. */
export function judgeKeptFields(
  sent: Readonly<Record<string, unknown>>,
  user: User,
  { prefix, at }: { prefix: string; at: number },
): Finding[] {
  return Object.entries(sent).flatMap(([field, value]) => {
    const statement = `${prefix}.${field}`;
    const read = user[field];
    if (OTHERWISE[field]?.(read)) return [passes(statement, { at, ...observeEcho(field, read) })];
    if (!contains(read, value)) {
      const more = {
        message: `${field} is not what was sent.`,
        expected: formatValue(value),
        got: formatField(field, read),
        at,
      };
      return [fails(statement, { ...more, parameter: field })];
    }
    return [
      passes(statement, { at, ...observeEcho(field, read) }),
      ...listInnerFields(field, value).map(inner => passes(`${prefix}.${inner}`, { at })),
    ];
  });
}

function observeEcho(field: string, read: unknown): Partial<Finding> {
  if (field !== 'client' || read === null) return {};
  return { observed: { reading: 'client-echo', choice: typeof read === 'string' ? 'name' : 'object' } };
}

/** The inner fields of a value that have their own statements: `client.is_panelaccess`, `auth_ip.ip`. */
function listInnerFields(field: string, value: unknown): string[] {
  const objects = [value].flat().filter(item => item !== null && typeof item === 'object');
  return [...new Set(objects.flatMap(object => Object.keys(object as object)))].map(key => `${field}.${key}`);
}

/** The finding if there is no user to compare with. */
export function userNotRead(statement: string): Finding[] {
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
