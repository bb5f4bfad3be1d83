import { fromTarget } from '../../model/case.js';
import { type Check, defineCheck, type Finding } from '../../model/check.js';
import { groupBy } from '../../model/group-by.js';
import type { DnlCaseContext, Knowledge } from '../users/known.js';
import type { User } from '../users/user.js';
import { judgePatch } from './judge-patch.js';
import { explainScopeBreach, SUBJECTS_BY_EMAIL, scopedPatch } from './scoped-patch.js';

/** Fields in which many users are equal, and whose patch does little harm if a target ignores its filters. */
const HARMLESS = [
  'all_termination',
  'outbound_report',
  'report_group',
  'show_carrier_trunk_drop_only',
  'default_mod',
  'default_mod2',
  'active',
  'landing_page',
  'report_fields',
  'last_name',
  'first_name',
  'client_limits',
  'auth_ip',
];

/** The body that changes the fewest users if a target ignores its filters; undefined if there are no users. */
export function findMildestBody(
  users: readonly User[],
): { body: Record<string, unknown>; changed: number } | undefined {
  const bodies = HARMLESS.flatMap(field => {
    const alike = groupBy(
      users.filter(user => user[field] !== null && user[field] !== undefined),
      user => JSON.stringify(user[field]),
    );
    return [...alike.values()].map(group => ({
      body: { [field]: group[0]?.[field] },
      changed: users.length - group.length,
    }));
  });
  return bodies.toSorted((left, right) => left.changed - right.changed)[0];
}

const STATEMENTS = [
  'patch-all.operation',
  'patch-all.address',
  'patch-all.headers',
  'patch-all.status-200',
  'patch-all.updated',
  'patch-all.query',
  'patch-all.media',
  'patch-all.user_id_in',
  'patch-all.email',
  'patch-all.create_time_gt',
];

/** After it was sent, no other patch-all is sent unless its findings all pass. */
function onlyOnce(context: DnlCaseContext): string | undefined {
  const reason = explainScopeBreach(SUBJECTS_BY_EMAIL, 'untried')(context);
  if (reason === undefined) context.known.patching = 'halted';
  return reason;
}

/** Until this case has passed it is not known whether the target filters; no other patch-all is sent before it. */
export const patchFirst: Check<Knowledge> = defineCheck({
  id: 'patch-first',
  says: 'The first patch-all changes and counts the users that its filters find.',
  cases: [
    {
      id: 'own users',
      operation: 'patchUsers',
      statements: STATEMENTS,
      steps: scopedPatch({
        scope: SUBJECTS_BY_EMAIL,
        more: {
          body: fromTarget<Knowledge>(
            'harmless body',
            ({ known }: DnlCaseContext) => findMildestBody(known.users)?.body,
          ),
          unless: onlyOnce,
        },
      }),
    },
  ],
  judge({ exchanges, known }): Finding[] {
    const subjects = new Set(known.subjects);
    const findings = judgePatch(exchanges, known, {
      finds: ({ user_id }) => subjects.has(user_id),
      found: STATEMENTS,
      changed: [],
    });
    if (findings.every(({ verdict }) => verdict === 'pass')) known.patching = 'trusted';
    return findings;
  },
});
