import { isObject } from '../../../../kernel/index.js';
import type { DescribedOperation, MemberView } from '../../../../openapi/index.js';
import type { Identity, Placeholder } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { effectOf, type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { MARKS } from '../../known/own-records.js';
import { followNames, readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase, type LawRun } from '../../law.js';
import { bodyTemplates, replaceIn } from '../../request/body-templates.js';
import { acceptedBody, planRequest } from '../../request/plan-request.js';
import { isSecured } from '../../said/access/security.js';
import { readWalks } from '../../walk/read-walk.js';
import { getterOf, listersOf, planFresh } from './fresh.js';
import { isKept, sentMembers, settableMembers } from './members.js';
import { bodyWith, freeMembers, varied } from './sent.js';

/** The most members that are wrong, one by one. */
const MAX_WRONG = 8;
const FEW_WRONG = 2;

type Wanted = { list?: string };

export const refusedUnchanged = defineLaw<Wanted>({
  id: 'refused-unchanged',
  says: 'A request that is refused changes nothing and creates nothing.',
  certainty: 'derived',
  ignoresData: true,
  cases: (operation, api) =>
    sentMembers(operation, api)
      .filter(member => wrongValue(member) !== undefined)
      .slice(0, api.isLarge ? FEW_WRONG : MAX_WRONG)
      .flatMap(member =>
        planRefused(operation, api, {
          id: member.name,
          parameter: member.name,
          body: wrongBody(operation, api, member),
        }),
      ),
  judge: judgeUnchanged,
});

const IDENTITIES: readonly (readonly [Identity, string])[] = [
  ['absent', 'without credentials'],
  ['garbage', 'with wrong credentials'],
];

export const unauthorizedUnchanged = defineLaw<Wanted>({
  id: 'unauthorized-unchanged',
  says: 'A request without the right credentials changes nothing and creates nothing.',
  certainty: 'derived',
  ignoresData: true,
  cases: (operation, api) =>
    isSecured(operation, api)
      ? api
          .inTurns(IDENTITIES, operation)
          .flatMap(([as, id]) =>
            planRefused(operation, api, { id, as, body: bodyWith(operation, api, varied(operation, api, 0)) }),
          )
      : [],
  judge: judgeUnchanged,
});

type Refused = { id: string; body: Placeholder<Knowledge>; parameter?: string; as?: Identity };

/** A creation, and the list after it; or a change of a new record, which is read before and after. */
export function planRefused(
  operation: DescribedOperation,
  api: JudgedApi,
  { id: what, body, parameter, as }: Refused,
): LawCase<Wanted>[] {
  const { does, collection = '' } = api.ruleOf(operation) ?? {};
  const effect = effectOf(operation, api);
  const fresh = planFresh(collection, api);
  const more = { ...(as !== undefined && { as }), expects: 'described' as const };
  const common = {
    id: `${operation.id} ${what}`,
    phase: 'change' as const,
    ...(parameter !== undefined && { parameter }),
  };
  if (does === 'create' && effect === 'creates') {
    const [lister] = listersOf(collection, api);
    const request = planRequest(operation, api, { body });
    const list = fresh?.listed(lister);
    if (!request || !list || !lister || Object.keys(api.ruleOf(lister)?.parents ?? {}).length > 0) return [];
    return [{ ...common, steps: [{ ...request, ...more }, list], expect: { list: lister.id } }];
  }
  const getter = getterOf(collection, api);
  const [get, change] = [fresh?.about(getter), fresh?.about(operation, { body })];
  if ((does !== 'update' && does !== 'replace') || effect !== 'changes-own' || !fresh || !get || !change) return [];
  return [{ ...common, steps: [fresh.step, get, { ...change, ...more }, get], expect: {} }];
}

/** Judges that the list or the record after a refused request is as if it had not been sent. */
export function judgeUnchanged({
  operation,
  requirement,
  exchanges,
  known: { api },
  expect: { list },
}: LawRun<Wanted>): Finding[] {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  const name = nameOfRecord(collection);
  const refused = exchanges[list === undefined ? 2 : 0];
  const { status = 0 } = refused?.response ?? {};
  if (status < 400) return [inconclusive(requirement, 'The target did not refuse the request.')];
  if (list !== undefined) {
    const marks = refused?.request.body?.match(MARKS) ?? [];
    const walk = readWalks(api.operation(list), exchanges, api).at(-1);
    if (!walk || marks.length === 0) return [inconclusive(requirement, 'The list could not be read.')];
    const created = walk.records.find(({ value }) => marks.some(mark => JSON.stringify(value).includes(mark)));
    if (!created)
      return walk.complete ? [passes(requirement)] : [inconclusive(requirement, 'The list is too long to be read.')];
    return [
      fails(requirement, {
        at: 0,
        message: `A ${name} is created, although the request was refused.`,
        expected: `no ${name}`,
        got: formatValue(created.value),
        causes: [`refused ${operation.id}`],
      }),
    ];
  }
  const getter = getterOf(collection, api);
  const [before, after] = [1, 3].map(at => (getter ? readRecord(getter, exchanges[at], api) : undefined));
  if (!before || !after || !getter) return [inconclusive(requirement, 'Get shows no record.')];
  const changed = settableMembers(collection, getter, api).find(
    one => before[one] !== undefined && !isKept(before[one], after[one]),
  );
  if (changed === undefined) return [passes(requirement)];
  const message = `A refused request changes ${changed}.`;
  return [
    fails(requirement, {
      parameter: changed,
      at: 2,
      message,
      expected: formatValue(before[changed]),
      got: formatValue(after[changed]),
      causes: [`refused ${operation.id}`],
    }),
  ];
}

/** The accepted body with other values, and one that its schema forbids. */
function wrongBody(operation: DescribedOperation, api: JudgedApi, { name, value }: MemberView): Placeholder<Knowledge> {
  const names = api.ruleOf(operation)?.request ?? '';
  const schema = bodyTemplates(operation, api)[0]?.content.schema;
  return acceptedBody(operation, api, given => {
    const record = followNames(given, names);
    if (!isObject(record) || !schema) return undefined;
    const others = varied(operation, api, 0)(record);
    const whole = (changed: Record<string, unknown>) => replaceIn(given, names, changed);
    const valid = schema.validate(whole(others)).length === 0 ? others : record;
    return freeMembers(operation, api).length === 0
      ? undefined
      : whole({ ...valid, [name]: wrongValue({ name, value } as MemberView) });
  });
}

/** A value of the right kind that the schema of a member forbids. */
function wrongValue({ value: { schema, types, enum: listed, minimum, maximum } }: MemberView): unknown {
  const candidates = listed
    ? ['no-such-value']
    : types.has('integer') || types.has('number')
      ? [...(maximum === undefined ? [] : [maximum + 1]), ...(minimum === undefined ? [] : [minimum - 1]), 'twelve']
      : types.has('boolean')
        ? ['maybe']
        : types.has('string')
          ? [['a list']]
          : [];
  return candidates.find(one => schema.validate(one).length > 0);
}
