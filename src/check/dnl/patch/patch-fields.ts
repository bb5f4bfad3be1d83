import * as fc from 'fast-check';
import type { Operation } from '../../../contract/index.js';
import type { JudgedApi } from '../../described/judged-api.js';
import { type Case, Placeholder, unique } from '../../model/case.js';
import { type Check, defineCheck, type Finding } from '../../model/check.js';
import type { Knowledge } from '../users/known.js';
import { CURL_MEDIA, generateValues, listFields, uniqueEmail } from '../users/steps.js';
import { judgePatch } from './judge-patch.js';
import { BULK_BY_EMAIL, ONE_BY_NAME, type PatchScope, SUBJECTS_BY_EMAIL, scopedPatch } from './scoped-patch.js';

/** The values that are unique to a user: only one user is patched with them. */
const OWN: Readonly<Record<string, Placeholder<Knowledge>>> = { name: unique(), email: uniqueEmail() };

const generatedBody = new Placeholder<Knowledge>('<generated>', 'generated body', ({ generated }) => generated);

/** Reading patch-required: any one documented field is enough. */
export function patchFields(patchUsers: Operation, api: JudgedApi): Check<Knowledge> {
  const alone = (field: string): Case<Knowledge, PatchScope> => {
    const own = OWN[field];
    const scope = own ? ONE_BY_NAME : SUBJECTS_BY_EMAIL;
    return {
      id: `${field} alone`,
      operation: 'patchUsers',
      parameter: field,
      statements: [`patch-all.body.${field}`],
      steps: scopedPatch({ scope, more: { body: own ? { [field]: own } : generatedBody } }),
      expect: scope,
      ...(!own && {
        generated: {
          runs: 1,
          values: ({ known }) => {
            const values = generateValues(api, known)[field];
            return values ? fc.record({ [field]: values }) : fc.constant(undefined);
          },
        },
      }),
    };
  };
  return defineCheck<Knowledge, PatchScope>({
    id: 'patch-fields',
    says: 'Patch-all changes the fields that were sent and no others, in all users that it finds and in no others.',
    cases: [
      ...listFields(patchUsers).map(alone),
      {
        id: 'zeros and false',
        operation: 'patchUsers',
        statements: ['patch-all.template', 'patch-all.body'],
        steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: listZeroValues(patchUsers) } }),
        expect: SUBJECTS_BY_EMAIL,
      },
      {
        id: 'some fields',
        operation: 'patchUsers',
        statements: ['patch-all.template', 'patch-all.body'],
        steps: scopedPatch({ scope: SUBJECTS_BY_EMAIL, more: { body: generatedBody } }),
        expect: SUBJECTS_BY_EMAIL,
        generated: {
          runs: 6,
          values: ({ known }) =>
            fc.record(generateValues(api, known), { requiredKeys: [] }).filter(body => Object.keys(body).length > 0),
        },
      },
    ],
    judge({ exchanges, known, expect: scope }): Finding[] {
      const matched = scope.matched(known);
      const found = ['patch-all.updated', 'patch-all.template', 'patch-all.body'];
      return judgePatch(exchanges, known, { finds: ({ user_id }) => matched.includes(user_id), found });
    },
  });
}

/** Zero and false for every field, because targets may take them for no value. Roles and carriers must be existing ones. */
function listZeroValues({ body }: Operation): Record<string, unknown> {
  const shapes = [...(body?.shape.properties ?? [])].filter(([field]) => field !== 'role_id' && field !== 'client_id');
  return Object.fromEntries([
    ...shapes.filter(([, { types }]) => types.has('integer')).map(([field]) => [field, 0]),
    ...shapes.filter(([, { types }]) => types.has('boolean')).map(([field]) => [field, false]),
  ]);
}

/** The page calls its example a patch of one user; its address and its response are about all users that are found. */
const MANY = ['patch-all.all-found', 'patch-all.updated', 'patch-all.one-user'];

/** A target that patches page by page must not stop after the first page. */
export const patchMany: Check<Knowledge> = defineCheck({
  id: 'patch-many',
  says: 'Patch-all changes more users than fit on a page.',
  cases: [
    {
      id: 'own users who share an e-mail address',
      operation: 'patchUsers',
      statements: MANY,
      steps: scopedPatch({ scope: BULK_BY_EMAIL, more: { body: { last_name: unique() } } }),
    },
  ],
  judge({ exchanges, known }): Finding[] {
    return judgePatch(exchanges, known, {
      finds: ({ user_id }) => known.bulk.includes(user_id),
      found: MANY,
      changed: MANY,
    });
  },
});

const STATEMENTS = ['patch-all.curl', 'patch-all.request', 'patch-all.media', 'patch-all.printed'];

/** dnl-user-patch-all:144-147: the word "true" under curl's default media type, with the filters of the scope in place of the printed ones. */
export function printedPatch(patchUsers: Operation): Check<Knowledge> {
  return defineCheck<Knowledge>({
    id: 'printed-patch',
    says: 'The patch that the page prints works as printed, with filters that find own users only.',
    cases: [
      {
        id: 'the printed body',
        operation: 'patchUsers',
        parameter: 'active',
        statements: STATEMENTS,
        steps: scopedPatch({
          scope: SUBJECTS_BY_EMAIL,
          more: { text: patchUsers.bodyExample('printed'), mediaType: CURL_MEDIA },
        }),
      },
    ],
    judge({ exchanges, known }): Finding[] {
      return judgePatch(exchanges, known, {
        finds: ({ user_id }) => known.subjects.includes(user_id),
        found: STATEMENTS,
        changed: STATEMENTS,
      });
    },
  });
}
