import { readYaml } from '../contract/index.js';
import { isObject, type JsonReader, packageFile } from '../kernel/index.js';
import { createInputValidator, type InputIssue, type InputValidator } from '../openapi/index.js';
import type { Delay } from './delay.js';
import { parseKnownCriteria } from './known-criteria.js';
import type { KnownOperation } from './known-path.js';
import type { FaultName, RateLimit, Rule, RuleHeaders } from './rule.js';

/** A rule as JSON. */
type RuleJson = {
  match: object;
  enabled?: boolean;
  times?: number;
  probability?: number;
  delay?: Delay;
  response?: { headers?: RuleHeaders } & ({ status: number; body?: unknown } | { code: number });
  fault?: FaultName;
  rateLimit?: RateLimit;
  expireTokens?: boolean;
};

/**
 * Creates a reader of rules for `readJson`: `{ "match": { "method": "GET" }, "times": 2, "response": { "status": 503 } }`.
 * It refuses a rule that no request can meet.
 */
export function createRuleParser(operations: readonly KnownOperation[]): (reader: JsonReader) => Rule | undefined {
  return reader => {
    const match = isObject(reader.value) ? new Map(reader.members()).get('match') : undefined;
    // criteria have a reader, which also compiles their expressions
    const issues = validateRule(reader.value).filter(({ path }) => !match || path[0] !== 'match');
    const isRule = !reader.noteIssues(issues);
    const rule = (isRule ? reader.value : {}) as RuleJson;
    const isOfOperation = rule.expireTokens === true || (rule.response !== undefined && 'code' in rule.response);
    const known = match && parseKnownCriteria(match, { operations, isOfOperation, isOfRule: true });
    if (isRule) reader.noteIssues([...findIssues(rule, known?.reached ?? [])]);
    const {
      enabled: isOn = true,
      times,
      probability = 1,
      delay,
      response,
      fault,
      rateLimit,
      expireTokens = false,
    } = rule;
    return (
      known && {
        match: known.criteria,
        isOn,
        times,
        probability,
        delay,
        response: response && createResponse(response),
        fault,
        rateLimit,
        expireTokens,
        json: reader.value,
      }
    );
  };
}

/** The description of the control plane has the only schema of a rule. It is read when there is a first rule. */
const DESCRIPTION = packageFile('src/admin/openapi.yaml');

let validator: InputValidator | undefined;

function validateRule(json: unknown): readonly InputIssue[] {
  validator ??= createInputValidator(readYaml(DESCRIPTION) as Record<string, unknown>, {
    pointer: '/components/schemas/Rule',
    instead: INSTEAD,
  });
  return validator(json);
}

/** Other names in WireMock's stubs, and what to use here. */
const INSTEAD = {
  request: 'use match, without scheme and host.',
  priority: 'the last rule of the list that matches decides.',
  scenarioName: 'use times, or /__admin/scenario.',
  persistent: 'a rule stays until it is deleted or reset.',
};

function createResponse(response: NonNullable<RuleJson['response']>): Rule['response'] {
  const { headers = {} } = response;
  return 'code' in response
    ? { code: response.code, headers }
    : { status: response.status, headers, json: response.body };
}

/** What a rule can do beside its delay: only one of these, since they exclude each other. */
const WAYS = ['response', 'fault', 'rateLimit', 'expireTokens'] as const;

/** Finds what the schema of a rule cannot say. */
function* findIssues(rule: RuleJson, reached: readonly KnownOperation[]): Generator<InputIssue> {
  const { delay, response } = rule;
  const ways = WAYS.filter(way => rule[way] !== undefined && rule[way] !== false);
  if (ways.length > 1) yield { path: [], message: `must have only one of ${ways.join(', ')}.` };
  if (ways.length === 0 && !delay) yield { path: [], message: `must have one of ${WAYS.join(', ')}, or a delay.` };
  if (delay?.type === 'uniform' && delay.lower > delay.upper)
    yield { path: ['delay', 'upper'], message: 'must not be less than lower.' };
  if (!response) return;
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    const message = findHeaderIssue(name, value);
    if (message !== undefined) yield { path: ['response', 'headers', name], message };
  }
  if ('status' in response && response.body !== undefined && BODILESS.has(response.status)) {
    const message = `must be absent: a response with status ${response.status} has no body.`;
    yield { path: ['response', 'body'], message };
  }
  const codes = [...new Set(reached.flatMap(({ statuses }) => [...statuses]))].sort((left, right) => left - right);
  if ('code' in response && codes.length > 0 && !codes.includes(response.code)) {
    const documented = `the documented codes are ${codes.join(', ')}`;
    const message = `has the code ${response.code}, which no operation of this rule documents; ${documented}.`;
    yield { path: ['response'], message };
  }
}

/** HTTP allows no body with these. */
const BODILESS = new Set([204, 205, 304]);

function findHeaderIssue(name: string, value: string): string | undefined {
  if (!NAME.test(name)) return 'is not a header name.';
  if (FRAMING.has(name.toLowerCase())) return 'is set by the server.';
  return VALUE.test(value) ? undefined : 'must be printable text of one line.';
}

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** With other values than the server's, a client could not find the end of a response. */
const FRAMING = new Set(['connection', 'content-length', 'trailer', 'transfer-encoding', 'upgrade']);
