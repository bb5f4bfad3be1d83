import { METHODS } from 'node:http';
import { type Criteria, parseCriteria } from '../journal/index.js';
import type { JsonReader } from '../kernel/index.js';
import { nearestName, OperationMatcher } from '../openapi/index.js';
import { type KnownOperation, refusePaths } from './known-path.js';

export type CriteriaScope = {
  operations: readonly KnownOperation[];
  /** Whether only requests that match an operation can meet the criteria. */
  isOfOperation?: boolean;
  /** Whether the criteria are those of a rule, which preflights never reach. */
  isOfRule?: boolean;
};

/** Criteria, and the operations whose requests can meet them. */
export type KnownCriteria = { criteria: Criteria; reached: readonly KnownOperation[] };

/** Reads criteria and refuses those that no request can meet, such as those that name an unknown API. */
export function parseKnownCriteria(
  reader: JsonReader,
  { operations, isOfOperation = false, isOfRule = false }: CriteriaScope,
): KnownCriteria | undefined {
  const criteria = parseCriteria(reader);
  if (!criteria) return undefined;
  const words = new Map(reader.members());
  const issueAt = (word: string, sentence: string) => words.get(word)?.issue(sentence);
  const { api, operation, method } = criteria;
  const apiWord = words.has('api') ? 'api' : 'operation';

  const apis = [...new Set(operations.map(({ api }) => api))];
  if (api !== undefined && !apis.includes(api)) {
    issueAt(apiWord, `names the unknown API ${api}; did you mean ${nearestName(api, apis)}?`);
    return undefined;
  }
  const ofApi = operations.filter(one => api === undefined || one.api === api);
  const named = ofApi.filter(({ id }) => operation === undefined || id === operation);
  if (operation !== undefined && named.length === 0) {
    issueAt('operation', unknownOperation(operation, { api, ofApi, operations }));
    return undefined;
  }
  if (method !== undefined && !METHODS.includes(method)) {
    issueAt('method', `must be an HTTP method or ANY; did you mean ${nearestName(method, USUAL_METHODS)}?`);
    return undefined;
  }
  if (method === 'OPTIONS' && isOfRule) issueAt('method', 'cannot be OPTIONS: preflights never reach the rules.');
  const reached = named.filter(one => method === undefined || serves(one, method));
  const isNamed = api !== undefined || operation !== undefined || isOfOperation;
  if (isNamed && reached.length === 0) {
    const methods = [...new Set(named.map(one => one.method))].join(', ');
    issueAt('method', `is ${method}, which none of these operations has; use ${methods}.`);
    return undefined;
  }
  refusePaths(words, {
    criteria,
    reached: isNamed ? reached : undefined,
    all: createMatcher(operations),
    own: createMatcher(reached),
  });
  return { criteria, reached };
}

const USUAL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];

function serves(operation: KnownOperation, method: string): boolean {
  return operation.method === method || (operation.method === 'GET' && method === 'HEAD');
}

function unknownOperation(
  operation: string,
  {
    api,
    ofApi,
    operations,
  }: { api: string | undefined; ofApi: readonly KnownOperation[]; operations: CriteriaScope['operations'] },
): string {
  const other = operations.find(({ id }) => id === operation);
  if (other) return `is ${operation}, an operation of ${other.api}, not of ${api}; leave api out, or name another.`;
  const nearest = nearestName(
    operation,
    ofApi.map(({ id }) => id),
  );
  return `is the unknown operation ${operation}; did you mean ${nearest}?`;
}

function createMatcher(operations: readonly KnownOperation[]): OperationMatcher<KnownOperation> {
  return new OperationMatcher(
    operations.flatMap(value => value.templates.map(template => ({ method: value.method, template, value }))),
  );
}
