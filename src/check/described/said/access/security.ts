import { type DescribedOperation, findResponse } from '../../../../openapi/index.js';
import type { Identity } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { WRONG_TOKEN_KINDS } from '../../../model/wrong-tokens.js';
import { effectOf, type JudgedApi } from '../../judged-api.js';
import { isSuccess } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { unknownKey } from '../../request/example-values.js';
import { phaseOf, planSteps } from '../../request/steps.js';

type Expected = { sends: string };

/** Ways to send no credentials, and how a sentence names them. */
const NONE: readonly (readonly [Identity, string])[] = [
  ['absent', 'no credentials'],
  ['empty', 'an empty credential'],
];

export const noCredentials = defineLaw<Expected>({
  id: 'no-credentials',
  says: 'A request without the credentials that the description requires is refused.',
  certainty: 'explicit',
  ignoresData: true,
  cases: (operation, api) =>
    isSecured(operation, api)
      ? api.inTurns(NONE, operation).flatMap(([identity, sends]) => sendAs(identity, sends, { operation, api }))
      : [],
  judge: run => judgeAccess(run, run.expect),
});

/** Credentials of the right form that are wrong, and how a sentence names them. */
const WRONG: readonly (readonly [Identity, string])[] = [
  ['garbage', 'made-up credentials'],
  ...WRONG_TOKEN_KINDS.map(kind => [kind, `a credential that is ${kind}`] as const),
];

export const wrongCredentials = defineLaw<Expected>({
  id: 'wrong-credentials',
  says: 'A request with wrong credentials is refused.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (!isSecured(operation, api)) return [];
    return operation.security.flatMap((_, security) =>
      api
        .inTurns(WRONG, operation)
        .flatMap(([identity, sends]) => sendAs(identity, sends, { operation, api, security })),
    );
  },
  judge: run => judgeAccess(run, run.expect),
});

export const credentialsFirst = defineLaw<undefined>({
  id: 'credentials-first',
  says: 'A request without credentials is refused for that reason, even if something else is wrong too.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    // only documents say what comes first
    const plan = api.isStated && isSecured(operation, api) ? planWrong(operation) : undefined;
    const steps = plan && planSteps(operation, api, { plan, more: { as: 'absent', expects: [401] } });
    return steps ? [{ id: operation.id, steps, phase: phaseOf(operation, api) }] : [];
  },
  judge: ({ requirement }) => [passes(requirement)],
});

/** What else is wrong with a request: its body, the record that it names, or a parameter. */
function planWrong({ body, parameters }: DescribedOperation): NonNullable<Parameters<typeof planSteps>[2]>['plan'] {
  if (body) return { body: {} };
  const key = parameters.find(one => one.in === 'path' && unknownKey(one) !== undefined);
  if (key) return { values: { path: { [key.name]: unknownKey(key) } } };
  const parameter = parameters.find(one => one.in === 'query' && one.schema.validate('x').length > 0);
  return parameter && { values: { query: { [parameter.name]: 'x' } } };
}

/** Whether an operation needs credentials that a run can send wrongly. */
export function isSecured(operation: DescribedOperation, api: JudgedApi): boolean {
  const { security } = operation;
  const isCarried = security.every(alternative => alternative.some(({ scheme }) => scheme.type !== 'mutualTLS'));
  return security.length > 0 && isCarried && effectOf(operation, api) !== 'changes-others';
}

type Sending = { operation: DescribedOperation; api: JudgedApi; security?: number };

function sendAs(as: Identity, sends: string, { operation, api, security }: Sending): LawCase<Expected>[] {
  // where no credentials may be required, no response is promised
  const more = api.accessReading ? ({ as, expects: 'any', formless: true } as const) : { as };
  const steps = planSteps(operation, api, { more: { ...more, ...(security !== undefined && { security }) } });
  const scheme = operation.security[security ?? -1]?.map(({ scheme }) => scheme.name).join(' and ');
  const id = [operation.id, ...(scheme === undefined ? [] : [scheme]), as].join(' ');
  return steps ? [{ id, steps, phase: phaseOf(operation, api), expect: { sends } }] : [];
}

function judgeAccess(
  { operation, requirement, exchanges, known }: Parameters<ReturnType<typeof defineLaw>['judge']>[0],
  { sends }: Expected,
): Finding[] {
  const exchange = exchanges.at(-1);
  const { status = 0, json, text } = exchange?.response ?? {};
  const { accessReading } = known.api;
  if (accessReading && status !== 403) {
    const choice = accessReading.choices.find(({ asks }) => asks === (status === 401))?.id ?? '';
    return [passes(requirement, { observed: { reading: accessReading.id, choice } })];
  }
  if (isSuccess(exchange)) {
    return [
      fails(requirement, {
        message: `A request with ${sends} is accepted.`,
        expected: '401, or another 4xx',
        got: `${status} ${formatValue(json ?? text)}`,
        place: operation.place,
        causes: [`${requirement.split(' ')[0]}: accepted`],
      }),
    ];
  }
  if (status === 401) return [passes(requirement)];
  const describes = (wanted: number) => findResponse(operation, wanted) !== undefined;
  if (status === 403 && describes(401) && !describes(403)) {
    return [
      fails(requirement, {
        message: `A request with ${sends} gets 403, which is not documented.`,
        expected: '401',
        got: `${status} ${formatValue(json ?? text)}`,
        place: `${operation.place}/responses`,
        causes: [`${requirement.split(' ')[0]}: 403`],
      }),
    ];
  }
  if (!known.accepted.has(operation.id)) {
    return [inconclusive(requirement, `No request to ${operation.id} was accepted, so that a refusal shows nothing.`)];
  }
  return [passes(requirement)];
}
