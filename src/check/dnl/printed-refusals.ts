import type { TargetExchange } from '../../target/index.js';
import type { ReadyStep } from '../model/case.js';
import { asObject, type Finding, fails, formatValue, inconclusive, type Observation, passes } from '../model/check.js';
import type { ResponseCheck } from '../model/suite.js';

/** The beginning of the ids of an operation's statements. */
const PAGES: Readonly<Record<string, string>> = {
  listUsers: 'list',
  getUser: 'get',
  createUser: 'create',
  patchUsers: 'patch-all',
};

type Refusal = { page: string; step: ReadyStep; status: number; json: Record<string, unknown>; documented: boolean };

/** What the pages print in refusals, beyond their form. */
export const printedRefusals: ResponseCheck = {
  id: 'printed-refusals',
  says: 'A refusal has a documented status, and the code, the kind of error or the field that its page prints.',
  judge({ step, exchange: { response }, session }) {
    const page = PAGES[step.operation];
    if (!page || !response || response.status < 400 || response.status >= 500 || step.expects === 'any') return [];
    // what cannot be read, or is no JSON, breaks another statement
    if (response.issue) return [];
    const json = asObject(response.json) ?? {};
    const { status } = response;
    const documented = session.operation(step.operation).statuses.has(status);
    return judgeRefusal({ page, step, status, json, documented });
  },
};

function judgeRefusal(refusal: Refusal): Finding[] {
  const { page, step, status, json, documented } = refusal;
  if (step.as === 'non-admin') {
    const statement = `${page}.admin-only`;
    const refused = judge(statement, json.success === false, 'success of a refusal', [false, json.success]);
    // a refused patch shows, too, that nothing is changed
    const mayBeWrong = refused.verdict === 'pass' && status === 401 && page !== 'patch-all';
    return mayBeWrong ? [inconclusive(statement, 'A wrong token is refused with 401, too.')] : [refused];
  }
  if (step.formless) return [];
  if (status === 401) return judgeCode(refusal);
  if (status === 404 && (page === 'get' || page === 'patch-all')) {
    const { error_type: text } = json;
    return [judge(`${page}.not-found`, typeof text === 'string', 'error_type of a 404', ['a text', text])];
  }
  const isWrite = page === 'create' || page === 'patch-all';
  if (!isWrite) return [];
  // a body that is no JSON may be refused with any 4xx (reading malformed-body)
  if (!documented && step.text === undefined)
    return [judge(`${page}.status-400`, false, 'status of a refusal', [400, status])];
  return status === 400 ? [passes(`${page}.status-400`), ...judgeErrors(refusal)] : [];
}

/** 110 for no token, whether the header is absent or empty; 120 for a wrong one, for which the pages that write print 110. */
function judgeCode({ page, step: { as = 'admin' }, json }: Refusal): Finding[] {
  const code = asObject(json.error)?.code;
  const about = (statements: readonly string[], accepted: readonly number[]) =>
    statements.map(statement =>
      judge(statement, accepted.includes(code as number), 'code of a refused token', [accepted.join(' or '), code]),
    );
  if (as === 'admin') return [];
  if (as === 'absent' || as === 'empty')
    return about([`${page}.no-token`, 'unauthenticated.code', 'ruled.missing-token'], [110]);
  return page === 'list' || page === 'get'
    ? about([`${page}.wrong-token`, 'unauthenticated.code-incorrect'], [120])
    : about([`${page}.wrong-token`], [110, 120]);
}

/** The text that the pages print for a missing field (dnl-user-create:110). */
const PRINTED_TEXT = 'Missing data for required field.';

/** dnl-user-create:104-112: where one field alone is wrong, the refusal names it, or a dotted path that begins with it. */
function judgeErrors({ page, step, json }: Refusal): Finding[] {
  const { error_type: kind } = json;
  const printed = judge('validation.error_type', kind === 'validation_error', 'error_type of a refusal', [
    'validation_error',
    kind,
  ]);
  const wrong = findWrongField(step);
  if (wrong === undefined) return [printed];
  const messages = readMessages(json);
  const isNamed = Object.keys(messages).some(key => key === wrong || key.startsWith(`${wrong}.`));
  const named = judge(`${page}.validation`, isNamed, `key of the error in ${wrong}`, [wrong, Object.keys(messages)]);
  const texts = [messages[wrong]].flat();
  return wrong === 'name' && isNamed
    ? [
        printed,
        named,
        judge('validation.text', texts.includes(PRINTED_TEXT), 'text about a missing field', [PRINTED_TEXT, texts]),
      ]
    : [printed, named];
}

/** The field that alone is wrong: the name that a create lacks, or an unknown kind of user in a patch-all of nothing else. */
function findWrongField({ operation, body }: ReadyStep): string | undefined {
  const sent = asObject(body) ?? {};
  const [first, ...others] = Object.keys(sent);
  if (operation === 'createUser') return first !== undefined && !('name' in sent) ? 'name' : undefined;
  return first === 'user_type' && others.length === 0 && !KINDS.has(sent.user_type) ? first : undefined;
}

/** The documents do not mention viewer (reading user-type-values). */
const KINDS: ReadonlySet<unknown> = new Set(['admin', 'agent', 'client', 'viewer']);

/** The messages of a refusal by field. */
function readMessages({ errors }: Record<string, unknown>): Record<string, unknown> {
  return Array.isArray(errors) ? Object.assign({}, ...errors.map(asObject)) : {};
}

function judge(
  statement: string,
  isRight: boolean,
  what: string,
  [expected, got]: readonly [unknown, unknown],
): Finding {
  if (isRight) return passes(statement);
  const message = `The ${what} is not the printed one.`;
  return fails(statement, { message, expected: String(expected), got: formatValue(got) });
}

/** What the text of a 404 shows about the reading not-found-text; any other text is accepted too. */
const TEXTS: Readonly<Record<string, Readonly<Record<string, Pick<Observation, 'choice' | 'vague'>>>>> = {
  // dnl-user-get:75; the text fits both choices: one text for each page, and one text for all
  getUser: { 'Object not found': { choice: 'per-page', vague: true } },
  // dnl-user-patch-all:135
  patchUsers: { 'Object not found error': { choice: 'per-page' }, 'Object not found': { choice: 'one-text' } },
};

/** The choices of readings that a refusal shows. */
export function observeRefusal(step: ReadyStep, { response }: TargetExchange): Observation[] {
  const { operation: where, as = 'admin' } = step;
  const json = asObject(response?.json);
  const { status = 0 } = response ?? {};
  if (!json || step.expects === 'any') return [];
  const code = asObject(json.error)?.code;
  if (as === 'non-admin' && json.success === false && (status === 401 || status === 403)) {
    const choice = status === 401 && (code === 120 || code === 110) ? 'incorrect' : 'refused';
    return [{ reading: 'non-admin', choice, where }];
  }
  if (step.formless) return [];
  if (
    status === 401 &&
    !['admin', 'absent', 'empty'].includes(as) &&
    (where === 'createUser' || where === 'patchUsers')
  ) {
    if (code === 120 || code === 110)
      return [{ reading: 'wrong-token-write', choice: code === 120 ? 'incorrect' : 'missing-header', where }];
  }
  if (status === 404 && typeof json.error_type === 'string' && TEXTS[where])
    return [{ reading: 'not-found-text', where, ...(TEXTS[where][json.error_type] ?? { choice: 'other-text' }) }];
  // several fields are wrong: their errors are in one object, or each in its own
  if (
    status === 400 &&
    where === 'createUser' &&
    Array.isArray(json.errors) &&
    Object.keys(readMessages(json)).length > 1
  )
    return [{ reading: 'validation-shape', choice: json.errors.length > 1 ? 'several-objects' : 'one-object' }];
  return [];
}
