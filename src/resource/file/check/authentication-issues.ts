import { type Description, type InputIssue, suggest } from '../../../openapi/index.js';
import type { OperationRule, Resources } from '../../resources.js';
import type { GivenRules } from '../given.js';
import { memberIssues, viewOf } from './schema-names.js';

type Known = { resources: Resources; description: Description };

/** What is wrong with the names in the rules of authentication that are given. */
export function authenticationIssues(given: GivenRules, { resources, description }: Known): InputIssue[] {
  const { collection, admits = {} } = resources.authentication ?? {};
  if (collection === undefined) {
    if (!Object.hasOwn(given, 'admits')) return [];
    return [{ path: ['authentication', 'collection'], message: 'is missing; admits needs one.' }];
  }
  const rule = Object.hasOwn(resources.collections, collection) ? resources.collections[collection] : undefined;
  if (!rule) {
    const names = suggest(collection, Object.keys(resources.collections));
    return [{ path: ['authentication', 'collection'], message: `names no collection${names}` }];
  }
  const view = viewOf(rule, description);
  return Object.keys(admits).flatMap(name => memberIssues(name, { view, path: ['authentication', 'admits', name] }));
}

/** What a log-in lacks: the rule itself, the collection of the authentication, or a password of its records. */
export function logInIssues(
  { does, collection, logIn }: OperationRule,
  { path, resources }: { path: readonly string[]; resources: Resources },
): InputIssue[] {
  if (does !== 'logIn' || collection === undefined) return [];
  if (!logIn) return [{ path: [...path, 'logIn'], message: 'is missing; logIn needs one.' }];
  const { authentication: { collection: callers } = {}, collections } = resources;
  if (callers !== collection) {
    return [{ path: [...path, 'collection'], message: `must be the collection of the authentication, ${callers}.` }];
  }
  const { passwords = {} } = collections[collection] ?? {};
  if (logIn.password === undefined || Object.keys(passwords).length > 0) return [];
  return [{ path: ['collections', collection, 'passwords'], message: 'is missing; logIn needs one.' }];
}
