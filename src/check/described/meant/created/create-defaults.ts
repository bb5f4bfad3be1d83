import type { DescribedOperation } from '../../../../openapi/index.js';
import type { TargetExchange } from '../../../../target/index.js';
import { fromTarget } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import type { JudgedApi } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames, isSuccess } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { viewOfRecord } from '../../walk/record-view.js';
import { toInstant } from '../lists/compare-values.js';
import { getterOf } from '../records/fresh.js';
import { contains, isKept, isShown, sentMembers } from '../records/members.js';
import { bodyWith, onlyRequired, sentRecord, shownBefore } from '../records/sent.js';
import { planCreated, type ShownRecord, shownRecords } from './created-shown.js';

export const createDefaults = defineLaw<undefined>({
  id: 'create-defaults',
  says: 'A new record has the defaults of what was not sent, and what follows from other members as other records have it.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const plan = (name: string, body: unknown, more: Partial<LawCase<undefined>> = {}) =>
      planCreated(operation, api, { name, body }).map((one): LawCase<undefined> => ({ ...one, ...more }));
    const getter = getterOf(api.ruleOf(operation)?.collection ?? '', api);
    const members = [operation, ...(getter ? [getter] : [])].flatMap(by => [
      ...(viewOfRecord(by, api)?.members.keys() ?? []),
    ]);
    const about = ['', ...new Set(members)];
    return [
      ...plan('', undefined, { about }),
      ...plan(' least', bodyWith(operation, api, onlyRequired(operation, api)), { about, mayFail: true }),
      ...followed(operation, api).flatMap(({ name, member, body }) =>
        plan(` with a known ${member}`, body, { parameter: name }),
      ),
    ];
  },
  judge({ operation, requirement, exchanges, known }): Finding[] {
    const [create] = exchanges;
    const sent = sentRecord(operation, create, known.api);
    if (!isSuccess(create) || !sent) return [inconclusive(requirement, 'The target did not create the record.')];
    const shown = shownRecords(operation, exchanges, known.api);
    if (shown.length === 0) return [inconclusive(requirement, 'No response shows the record.')];
    const findings = shown.flatMap(one => {
      const expected = [
        ...listDefaults(one, { operation, sent, api: known.api }),
        ...listTimes(one, { operation, create, api: known.api }),
        ...listFollowing(one, { operation, sent, known }),
      ];
      return expected.map(({ name, message, expected, isRight }): Finding => {
        const about = { parameter: name, at: one.at };
        if (isRight) return passes(requirement, about);
        const got = formatValue(one.record[name]);
        return fails(requirement, { ...about, message, expected, got, causes: [`default ${operation.id} ${name}`] });
      });
    });
    const failed = findings.filter(({ verdict }) => verdict === 'fail');
    return failed.length > 0
      ? failed.filter(({ parameter }, at) => failed.findIndex(other => other.parameter === parameter) === at)
      : [passes(requirement), ...findings];
  },
});

/** A member, and what it has to be in words. */
type Expected = { name: string; message: string; expected: string; isRight: boolean };

type Created = { operation: DescribedOperation; sent: Readonly<Record<string, unknown>>; api: JudgedApi };

/** Those of the schema; where documents say what is kept, those of the collection, and null for all others. */
function listDefaults({ by, record }: ShownRecord, { operation, sent, api }: Created): Expected[] {
  const {
    key,
    defaults = {},
    created = [],
    callers = [],
    passwords = {},
    follows = {},
  } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  const view = viewOfRecord(by, api);
  const ofSchema = sentMembers(operation, api).flatMap(({ name, value }) =>
    value.default !== undefined && isShown(view, name) ? [[name, value.default] as const] : [],
  );
  const isSet = (name: string) => {
    const { member } = follows[name] ?? {};
    return member !== undefined && followNames(sent, member) !== undefined;
  };
  const given = new Set([key, ...created, ...callers, ...Object.keys(passwords)]);
  const stated = api.isStated
    ? [...(view?.members.keys() ?? [])]
        .filter(name => !given.has(name) && !isSet(name))
        .map(name => [name, defaults[name] ?? null] as const)
    : [];
  const all = Object.entries({ ...Object.fromEntries(stated), ...Object.fromEntries(ofSchema) });
  return all
    .filter(([name]) => sent[name] === undefined && record[name] !== undefined)
    .map(([name, value]) => ({
      name,
      message: `The member ${name} was not sent, and is not its default.`,
      expected: formatValue(value),
      isRight: api.isStated ? contains(record[name], value) : isKept(value, record[name]),
    }));
}

/** In microseconds. */
const DAY = 86_400e6;

/** The clock of a server may be set: times are compared with the `Date` of the response, where documents say that they are those of the creation. */
function listTimes(
  { record }: ShownRecord,
  { operation, create, api }: { operation: DescribedOperation; create: TargetExchange | undefined; api: JudgedApi },
): Expected[] {
  const { created = [] } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  const now = Date.parse(create?.response?.headers.date ?? '');
  return created.flatMap(name => {
    const instant = toInstant(record[name]);
    if (!api.isStated || instant === undefined || Number.isNaN(now)) return [];
    const message = `The member ${name} is not the time of the creation.`;
    const expected = `within a day of ${new Date(now).toISOString()}`;
    return [{ name, message, expected, isRight: Math.abs(instant - now * 1000) <= DAY }];
  });
}

/** What follows a member as other records have it that have the same value there. */
function listFollowing(
  { record }: ShownRecord,
  { operation, sent, known }: Omit<Created, 'api'> & { known: Knowledge },
): Expected[] {
  return followRules(operation, known.api).flatMap(([name, member]) => {
    const value = followNames(sent, member);
    const others = value === undefined ? [] : othersWith(member, value, { operation, known });
    const values = others.map(other => followNames(other, name)).filter(isFilled);
    const names = [...new Set(values.map(formatValue))];
    if (names.length === 0 || record[name] === undefined) return [];
    const message = `The member ${name} does not follow ${member}.`;
    return [{ name, message, expected: names.join(' or '), isRight: names.includes(formatValue(record[name])) }];
  });
}

/** The members that follow what a record of another collection says, with the member that has its key. */
function followRules(operation: DescribedOperation, api: JudgedApi): (readonly [name: string, member: string])[] {
  const { follows = {} } = api.collections.get(api.ruleOf(operation)?.collection ?? '') ?? {};
  return Object.entries(follows).flatMap(([name, { of, member }]) =>
    of === undefined ? [] : [[name, member] as const],
  );
}

function othersWith(
  member: string,
  value: unknown,
  { operation, known }: { operation: DescribedOperation; known: Knowledge },
): unknown[] {
  const { collection = '' } = known.api.ruleOf(operation) ?? {};
  return shownBefore(collection, known).filter(other => followNames(other, member) === value);
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Bodies with a key that other records have, where something follows from it that is not empty. */
function followed(operation: DescribedOperation, api: JudgedApi) {
  const { collection = '' } = api.ruleOf(operation) ?? {};
  return followRules(operation, api)
    .filter(([, member]) => !member.includes('.'))
    .map(([name, member]) => {
      const body = fromTarget<Knowledge>(`${member} of a record with ${name}`, context => {
        const found = shownBefore(collection, context.known).find(value => isFilled(followNames(value, name)));
        const value = followNames(found, member);
        return value === undefined
          ? undefined
          : bodyWith(operation, api, record => ({ ...record, [member]: value })).from(context);
      });
      return { name, member, body };
    });
}
