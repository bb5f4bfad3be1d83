import {
  type Content,
  chooseJson,
  chooseSuccess,
  type DescribedOperation,
  type Description,
  type InputIssue,
  type ParameterIn,
  SchemaView,
  suggest,
} from '../../../openapi/index.js';
import type { Deed, OperationRule, Resources } from '../../resources.js';
import { logInIssues } from './authentication-issues.js';
import { collectionNameIssues } from './collection-issues.js';
import { memberIssues, viewOf } from './schema-names.js';
import { shownIssues } from './shown-issues.js';

type At = { path: readonly string[]; operation: DescribedOperation; resources: Resources; description: Description };

/** What a rule names: a member or a parameter, and where in the rule. */
type Mention = { at: readonly string[]; name: string } & ({ view: SchemaView | undefined } | { in: ParameterIn });

/** What is wrong with the names in the complete rule of an operation. */
export function operationIssues(rule: OperationRule, { path, operation, resources, description }: At): InputIssue[] {
  const { does, collection, key } = rule;
  if (does === 'respond') return [];
  const missing = (name: string) => ({ path: [...path, name], message: `is missing; ${does} needs one.` });
  if (collection === undefined) return [missing('collection')];
  const wrong = collectionNameIssues(collection, { resources, path: [...path, 'collection'] });
  const known = resources.collections[collection];
  if (wrong.length > 0 || !known) return wrong;
  const parents = Object.keys(known.parents ?? {});
  const view = viewOf(known, description);
  const mentions = [...ownMentions(rule, view), ...bodyMentions(rule, operation)];
  return [
    ...(key === undefined && !known.singleton && needsKey(does, operation) ? [missing('key')] : []),
    ...Object.keys(rule.parents ?? {})
      .filter(parent => !parents.includes(parent))
      .map(parent => ({
        path: [...path, 'parents', parent],
        message: `is no parent of ${collection}${suggest(parent, parents)}`,
      })),
    ...mentions.flatMap(mention => {
      const where = [...path, ...mention.at];
      if ('view' in mention) return memberIssues(mention.name, { view: mention.view, path: where });
      return parameterIssues(mention.name, { operation, in: mention.in, path: where });
    }),
    ...(rule.shows ? shownIssues({ shows: rule.shows }, { view, path }) : []),
    ...headerIssues(rule, { operation, path }),
    ...logInIssues(rule, { path, resources }),
  ];
}

/** Whether something is done to one record. All records of a collection are deleted where the path does not end with a key. */
function needsKey(does: Deed, { path }: DescribedOperation): boolean {
  return does === 'delete' ? path.endsWith('}') : ['get', 'replace', 'update'].includes(does);
}

/** The members of records and the parameters that a rule names. */
function ownMentions(rule: OperationRule, view: SchemaView | undefined): Mention[] {
  const { key, parents = {}, paging, filters = {}, search = [], order = {}, sets = {}, companions = {} } = rule;
  const query = { in: 'query' } as const;
  const { page, offset, after, before, size } = (paging ?? {}) as Readonly<Record<string, string | undefined>>;
  const sizes = Object.entries({ page, offset, after, before, size });
  const orders = Object.entries({ by: order.by, direction: order.direction });
  return [
    ...(key && key.in !== 'body' ? [{ at: ['key', 'name'], name: key.name, in: key.in }] : []),
    ...Object.entries(parents).map(([parent, name]) => ({ at: ['parents', parent], name, in: 'path' as const })),
    ...sizes.flatMap(([at, name]) => (name === undefined ? [] : [{ at: ['paging', at], name, ...query }])),
    ...Object.entries(filters).flatMap(([name, { member }]) => [
      { at: ['filters', name], name, ...query },
      { at: ['filters', name, 'member'], name: member, view },
    ]),
    ...search.map((name, at) => ({ at: ['search', String(at)], name, ...query })),
    ...orders.flatMap(([at, name]) => (name === undefined ? [] : [{ at: ['order', at], name, ...query }])),
    ...Object.keys(sets).map(name => ({ at: ['sets', name], name, view })),
    ...logInMentions(rule.logIn, view),
    ...Object.entries(companions).flatMap(([path, says]) =>
      typeof says === 'object' ? [{ at: ['companions', path, 'member'], name: says.member, view }] : [],
    ),
  ];
}

function logInMentions(logIn: OperationRule['logIn'], view: SchemaView | undefined): Mention[] {
  const { by = {}, who = {}, times = [], addresses = [] } = logIn ?? {};
  return [
    ...Object.entries(by).flatMap(([sent, members]) =>
      members.map((name, at) => ({ at: ['logIn', 'by', sent, String(at)], name, view })),
    ),
    ...Object.keys(who).map(name => ({ at: ['logIn', 'who', name], name, view })),
    ...times.map((name, at) => ({ at: ['logIn', 'times', String(at)], name, view })),
    ...addresses.map((name, at) => ({ at: ['logIn', 'addresses', String(at)], name, view })),
  ];
}

/** The members of the bodies that a rule names. */
function bodyMentions(rule: OperationRule, operation: DescribedOperation): Mention[] {
  const { key, response, request, companions = {}, with: fixed = {}, logIn } = rule;
  const sent = bodyView(operation.body?.contents);
  const returned = bodyView(chooseSuccess(operation)?.response.contents);
  return [
    ...(key?.in === 'body' ? [{ at: ['key', 'name'], name: key.name, view: sent }] : []),
    ...(request === undefined ? [] : [{ at: ['request'], name: request, view: sent }]),
    ...(response === undefined ? [] : [{ at: ['response'], name: response, view: returned }]),
    ...Object.keys(companions).map(name => ({ at: ['companions', name], name, view: returned })),
    ...Object.keys(logIn?.by ?? {}).map(name => ({ at: ['logIn', 'by', name], name, view: sent })),
    ...(logIn?.password === undefined ? [] : [{ at: ['logIn', 'password'], name: logIn.password, view: sent }]),
    ...Object.keys(fixed).map(name => ({ at: ['with', name], name, view: returned })),
  ];
}

function bodyView(contents: readonly Content[] = []): SchemaView | undefined {
  const schema = chooseJson(contents)?.schema;
  return schema && new SchemaView(schema);
}

function parameterIssues(
  name: string,
  { operation, in: place, path }: { operation: DescribedOperation; in: ParameterIn; path: readonly string[] },
): InputIssue[] {
  const names = operation.parameters.filter(parameter => parameter.in === place).map(({ name }) => name);
  const isSame = (one: string) => one === name || (place === 'header' && one.toLowerCase() === name.toLowerCase());
  if (names.some(isSame)) return [];
  const id = `${operation.method} ${operation.path}`;
  return [{ path, message: `names no ${place} parameter of ${id}${suggest(name, names)}` }];
}

function headerIssues(
  { headers = {} }: OperationRule,
  { operation, path }: Pick<At, 'operation' | 'path'>,
): InputIssue[] {
  const known = chooseSuccess(operation)?.response.headers.map(({ name }) => name) ?? [];
  return Object.keys(headers)
    .filter(header => !known.some(one => one.toLowerCase() === header.toLowerCase()))
    .map(header => ({
      path: [...path, 'headers', header],
      message: `is no header of the response${suggest(header, known)}`,
    }));
}
