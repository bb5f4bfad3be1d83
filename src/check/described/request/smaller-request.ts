import * as fc from 'fast-check';
import { canonicalJson, isObject } from '../../../kernel/index.js';
import { chooseJson, type DescribedOperation, type Parameter, SchemaView } from '../../../openapi/index.js';
import type { ReadyStep } from '../../model/case.js';
import type { SmallerRequests } from '../../model/suite.js';
import { MARKS } from '../known/own-records.js';

/** What a request sends that can be made smaller: its body, and the parameters of its query. */
type Sent = { body?: unknown; query?: Readonly<Record<string, string>> };

/**
 * Smaller requests like that of a step: without some members and parameters, with shorter texts and lists and with numbers nearer to
 * zero. None breaks more of the description than the request itself. Undefined where there is nothing to make smaller.
 */
export function smallerRequests(step: ReadyStep, operation: DescribedOperation): SmallerRequests | undefined {
  const query = readQuery(step, operation);
  const sent: Sent = { ...(step.body !== undefined && { body: step.body }), ...(query && { query }) };
  if (Object.keys(sent).length === 0) return undefined;
  const broken = new Set(listIssues(sent, operation));
  return {
    value: sent,
    breaks: broken.size + countWrongKeys(step, operation),
    ways: [withoutMembers, smallerThan],
    isAlike: value => isObject(value) && listIssues(value, operation).every(issue => broken.has(issue)),
    apply(ready, value) {
      const { body, query: chosen } = value as Sent;
      const { body: _, ...others } = ready;
      return {
        ...others,
        ...(body !== undefined && { body: keepUnchanged(ready.body, sent.body, body) }),
        ...(chosen !== undefined && chosen !== query && { search: writeQuery(chosen) }),
        ...(chosen === undefined && query && { search: '' }),
      };
    },
  };
}

/** The parameters of the query, if all of them are documented and sent once, and have one value each. */
function readQuery({ search = '' }: ReadyStep, operation: DescribedOperation): Sent['query'] {
  const pairs = [...new URLSearchParams(search)];
  const isPlain = ([name]: readonly [string, string]) => {
    const parameter = findParameter(name, operation);
    if (!parameter || parameter.mediaType !== undefined) return false;
    const { types } = new SchemaView(parameter.schema);
    return !types.has('array') && !types.has('object');
  };
  const isEach = new Set(pairs.map(([name]) => name)).size === pairs.length && pairs.every(isPlain);
  return pairs.length > 0 && isEach ? Object.fromEntries(pairs) : undefined;
}

function findParameter(name: string, { parameters }: DescribedOperation) {
  return parameters.find(one => one.in === 'query' && one.name === name);
}

function writeQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(pair => pair.map(encodeURIComponent).join('='))
    .join('&');
}

/** A value without some of its members. */
function withoutMembers(value: unknown): fc.Arbitrary<unknown> {
  return isObject(value) ? record(value, withoutMembers) : fc.constant(value);
}

function record(value: Readonly<Record<string, unknown>>, of: (member: unknown) => fc.Arbitrary<unknown>) {
  const members = Object.entries(value).map(([name, member]) => [name, of(member)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

/** All values that are smaller than one; texts go on marking their records. */
function smallerThan(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === 'string') return smallerText(value);
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return fc.integer({ min: Math.min(0, value), max: Math.max(0, value) });
  if (Array.isArray(value))
    return fc.nat({ max: value.length }).map(
      length => value.slice(0, length),
      list => (list as unknown[]).length,
    );
  return isObject(value) ? record(value, smallerThan) : fc.constant(value);
}

function smallerText(text: string): fc.Arbitrary<string> {
  if (/^-?\d{1,15}$/.test(text)) {
    const number = Number(text);
    if (String(number) === text)
      return fc.integer({ min: Math.min(0, number), max: Math.max(0, number) }).map(String, Number);
  }
  const letters = [...text];
  const marked = [...text.matchAll(MARKS)].map(({ index, 0: mark }) => index + mark.length);
  return fc.integer({ min: Math.min(Math.max(0, ...marked), letters.length), max: letters.length }).map(
    length => letters.slice(0, length).join(''),
    shorter => [...(shorter as string)].length,
  );
}

/** How many parameters in the path have a value that the description forbids; keys that the run knows are right. */
function countWrongKeys({ template = '' }: ReadyStep, { path, parameters }: DescribedOperation): number {
  const names = path.split('/');
  const segments = template.split('/').slice(-names.length);
  const wrong = parameters.filter(parameter => {
    const segment = segments[names.indexOf(`{${parameter.name}}`)];
    return parameter.in === 'path' && segment?.includes('{') === false && listTextIssues(segment, parameter).length > 0;
  });
  return wrong.length;
}

/** What a request breaks of its description, each in one text. */
function listIssues({ body, query = {} }: Sent, operation: DescribedOperation): string[] {
  const schema = operation.body && chooseJson(operation.body.contents)?.schema;
  const missing = operation.body?.required ? ['no body'] : [];
  const issues = body === undefined ? [] : (schema?.validate(body) ?? []);
  const ofBody = issues.map(({ path, schemaPath }) => canonicalJson([path, schemaPath]));
  const ofQuery = operation.parameters.flatMap(parameter => {
    if (parameter.in !== 'query') return [];
    const text = query[parameter.name];
    if (text === undefined) return parameter.required ? [`no ${parameter.name}`] : [];
    return listTextIssues(text, parameter);
  });
  return [...(body === undefined ? missing : ofBody), ...ofQuery];
}

function listTextIssues(text: string, { name, schema }: Parameter): string[] {
  const { types } = new SchemaView(schema);
  const isNumber = (types.has('integer') || types.has('number')) && text.trim() !== '' && !Number.isNaN(Number(text));
  const value = isNumber ? Number(text) : types.has('boolean') && /^(true|false)$/.test(text) ? text === 'true' : text;
  return schema.validate(value).map(({ schemaPath }) => `${name} ${schemaPath}`);
}

/** A smaller value, with what is as it was in the first request as the new request has it: texts that no two records may have. */
function keepUnchanged(fresh: unknown, first: unknown, smaller: unknown): unknown {
  if (canonicalJson(first) === canonicalJson(smaller)) return fresh;
  if (!isObject(first) || !isObject(smaller) || !isObject(fresh)) return smaller;
  return Object.fromEntries(
    Object.entries(smaller).map(([name, member]) => [name, keepUnchanged(fresh[name], first[name], member)]),
  );
}
