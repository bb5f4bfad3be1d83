import type { RequestIssue } from '../../openapi/index.js';
import { readMember } from '../records/member-path.js';
import type { FindIssues } from '../resource-api.js';
import type { OperationContext } from './context/resource-context.js';

/** Creates what finds the issues of requests that no schema can find; undefined where the rule of the operation asks for nothing. */
export function createFindIssues({ rule }: OperationContext): FindIssues | undefined {
  const finders: FindIssues[] = [];
  if (rule.logIn) finders.push(findUnnamed(rule.logIn.by));
  if (finders.length === 0) return undefined;
  return (call, found) => finders.reduce((issues, find) => find(call, issues), found);
}

/** A log-in of which no member names the caller: the first one is missing. */
function findUnnamed(by: Readonly<Record<string, unknown>>): FindIssues {
  const names = Object.keys(by);
  const [first = ''] = names;
  const missing: RequestIssue = { place: 'body', path: [first], expected: 'required', message: 'is missing' };
  return ({ body }, found) => {
    const isNamed = names.some(name => readMember(body, name) !== undefined);
    const isReported = found.some(({ place, path }) => place === 'body' && (path.length === 0 || path[0] === first));
    return isNamed || isReported ? found : [missing, ...found];
  };
}
