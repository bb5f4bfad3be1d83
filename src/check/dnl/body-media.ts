import type { Operation } from '../../contract/index.js';
import { type Check, defineCheck, type Finding, passes } from '../check.js';
import { keptFields, nobody } from './kept.js';
import type { Known } from './known.js';
import { createAndGet, exampleUser, sentBody } from './new-user.js';
import { userOf } from './user.js';

/** What curl announces a body as unless it is told otherwise; the printed commands do not tell it. */
export const CURL_MEDIA = 'application/x-www-form-urlencoded';

/** Reading body-media; dnl-user-create:138-141. */
export function bodyMedia(createUser: Operation): Check<Known> {
  return defineCheck<Known, readonly string[]>({
    id: 'body-media',
    says: "A body is read as JSON under application/json and under curl's default.",
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
      const user = userOf(exchanges[1]);
      if (!user) return expect.flatMap(nobody);
      const sent = sentBody(exchanges[0]);
      const lost = keptFields(sent, user, { prefix: 'create', at: 0 }).find(({ verdict }) => verdict === 'fail');
      return expect.map(statement => (lost ? { ...lost, statement } : passes(statement, { at: 0 })));
    },
  });
}
