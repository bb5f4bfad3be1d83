import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../kernel/index.js';
import { chooseJson, type RequestIssue, SchemaView } from '../../openapi/index.js';
import type { Condition } from '../../store/index.js';
import { readMember } from '../records/member-path.js';
import type { FindIssues, ResourceCall } from '../resource-api.js';
import type { OperationRule } from '../resources.js';
import type { OperationContext } from './context/resource-context.js';

/** What the finders of issues need beside the operation. */
type Known = {
  /** The record that a request names, as the client was shown it; undefined where there is none. */
  readShown(call: ResourceCall): Readonly<Record<string, unknown>> | undefined;
  /** The conditions of the records that a change of many is about. */
  conditions(call: ResourceCall): readonly Condition[];
};

/** Creates what finds the issues of requests that no schema can find; undefined where the rule of the operation asks for nothing. */
export function createFindIssues(context: OperationContext, known: Known): FindIssues | undefined {
  const { rule, kept } = context;
  const { logIn, allows, ignoresUnchanged, requires, needsFilter, needsKnown } = rule;
  const finders: FindIssues[] = [];
  if (logIn && !requiresName(context)) finders.push(findUnnamed(logIn.by));
  if (allows) finders.push((_, found) => found.filter(issue => !isAllowed(issue, allows)));
  if (ignoresUnchanged === true) finders.push(keepChanged(known));
  if (requires) finders.push(requires === 'any' ? findEmpty(context) : findMissing(requires));
  if (needsKnown === true) finders.push(findUnknown);
  if (needsFilter === true) finders.push(findUnfiltered);
  const { unique = [] } = kept.rule;
  if (rule.does === 'updateAll' && unique.length > 0) finders.push(findShared(context, unique, known));
  if (finders.length === 0) return undefined;
  return (call, found) => finders.reduce((issues, find) => find(call, issues), found);
}

/** Whether the schema of a log-in's request asks for a name itself. */
function requiresName(context: OperationContext): boolean {
  const members = requestMembers(context);
  return Object.keys(context.rule.logIn?.by ?? {}).some(name => members?.get(name)?.required === true);
}

/** The members that the schema of a body knows; undefined where it says nothing. */
function requestMembers({ operation }: OperationContext): SchemaView['members'] | undefined {
  const schema = chooseJson(operation.body?.contents ?? [])?.schema;
  return schema && new SchemaView(schema).members;
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

function isAllowed(
  { place, path, expected, value }: RequestIssue,
  allows: NonNullable<OperationRule['allows']>,
): boolean {
  const [name = ''] = path;
  return place === 'body' && expected === 'choice' && path.length === 1 && allows[name]?.includes(value) === true;
}

/** What is wrong with members that the client sends back as it was shown them is no issue. */
function keepChanged({ readShown }: Known): FindIssues {
  return (call, found) => {
    if (found.length === 0) return found;
    const shown = readShown(call);
    return shown ? found.filter(({ path }) => !isUnchanged(call.body, shown, path[0] ?? '')) : found;
  };
}

/** Whether a body has a member with the value that the client was shown. */
export function isUnchanged(body: unknown, shown: Readonly<Record<string, unknown>>, name: string): boolean {
  const sent = readMember(body, name);
  return name !== '' && sent !== undefined && isDeepStrictEqual(sent, shown[name]);
}

/** A body without any known member has an issue, unless the body has another one. */
function findEmpty(context: OperationContext): FindIssues {
  const members = requestMembers(context);
  return ({ body, sentFields = [] }, found) => {
    const isKnown = (name: string) => !members || members.has(name);
    const hasAny = sentFields.length > 0 || (isObject(body) && Object.keys(body).some(isKnown));
    return hasAny || found.some(({ place }) => place === 'body') ? found : [...found, NO_BODY];
  };
}

/** A missing member has its issue, unless the whole body has one. */
function findMissing(requires: readonly string[]): FindIssues {
  return ({ body }, found) => {
    if (found.some(({ place, path }) => place === 'body' && path.length === 0)) return found;
    const missing = requires.filter(name => readMember(body, name) === undefined);
    return [...found, ...missing.map((name): RequestIssue => ({ place: 'body', path: [name], expected: 'required' }))];
  };
}

const NO_BODY: RequestIssue = { place: 'body', path: [], expected: 'required' };

/** A query with only unknown parameters is probably a mistake, and would change all records. */
const findUnknown: FindIssues = ({ sentParameters = [], unknownParameters = [] }, found) =>
  sentParameters.length > 0
    ? found
    : [
        ...found,
        ...unknownParameters.map((name): RequestIssue => ({ place: 'query', path: [name], expected: 'known' })),
      ];

const findUnfiltered: FindIssues = ({ query, sentParameters = [], unknownParameters = [] }, found) => {
  const isReported = sentParameters.length === 0 && unknownParameters.length > 0 && found.some(isUnknown);
  return Object.keys(query).length > 0 || isReported
    ? found
    : [...found, { place: 'query', path: [], expected: 'required' }];
};

function isUnknown({ place, expected }: RequestIssue): boolean {
  return place === 'query' && expected === 'known';
}

/** Several records cannot get the same value of a unique member, nor can one get that of another. */
function findShared({ kept }: OperationContext, unique: readonly string[], { conditions }: Known): FindIssues {
  return (call, found) => {
    if (found.length > 0) return found;
    const shared = unique.filter(name => {
      const value = readMember(call.body, name);
      if (value === undefined || value === null) return false;
      const collection = call.store.collection(kept.storeName);
      const where = conditions(call);
      const count = collection.count(where);
      if (count !== 1) return count > 1;
      const holders = collection.count([{ key: name, is: 'equal', value }]);
      return holders > collection.find(where).filter(record => record[name] === value).length;
    });
    return shared.map((name): RequestIssue => ({ place: 'body', path: [name], expected: 'unique' }));
  };
}
