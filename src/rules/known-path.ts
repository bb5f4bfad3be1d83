import type { Operation } from '../contract/index.js';
import type { Criteria } from '../journal/index.js';
import type { JsonReader } from '../kernel/index.js';
import type { OperationMatcher } from '../openapi/index.js';

/** An operation that a request can match: its API, method, paths and documented statuses. */
export type KnownOperation = {
  api: string;
  id: string;
  method: string;
  /** Path templates; each begins with a slash. */
  templates: readonly string[];
  statuses: ReadonlySet<number>;
};

/** Lists the operations of an API, with their paths under its name and, if it is served there, at the root. */
export function knownOperations(
  api: string,
  { operations, isAtRoot }: { operations: readonly Operation[]; isAtRoot: boolean },
): KnownOperation[] {
  return operations.map(({ id, method, template, statuses }) => ({
    api,
    id,
    method,
    templates: [...(isAtRoot ? [template] : []), `/${api}${template}`],
    statuses,
  }));
}

type PathCheck = {
  criteria: Criteria;
  /** The operations of which one must have the path; undefined if any path is allowed. */
  reached: readonly KnownOperation[] | undefined;
  /** Finds the operation that a request matches. */
  all: OperationMatcher<KnownOperation>;
  /** Finds operations among `reached`. */
  own: OperationMatcher<KnownOperation>;
};

/** Notes the issues of paths that no request, or no request to the named operations, can have. */
export function refusePaths(words: ReadonlyMap<string, JsonReader>, { criteria, reached, all, own }: PathCheck): void {
  for (const word of ['urlPath', 'url', 'urlPathTemplate'] as const) {
    const reader = words.get(word);
    if (typeof reader?.value !== 'string') continue;
    const issue = findPathIssue(reader.value, word);
    if (issue !== undefined) reader.issue(issue);
    else if (reached) refuseUnreached(reader, { criteria, reached, all, own });
  }
  for (const word of ['urlPattern', 'urlPathPattern'] as const) {
    const reader = words.get(word);
    const issue = typeof reader?.value === 'string' ? findPatternIssue(reader.value, word) : undefined;
    if (issue !== undefined) reader?.issue(issue);
  }
}

/** Says why no request can have a path. */
function findPathIssue(text: string, word: 'url' | 'urlPath' | 'urlPathTemplate'): string | undefined {
  const [path = '', ...query] = text.split('?');
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(text);
  if (host) return `must have no scheme and host: ${host[1] ?? '/'}.`;
  if (!path.startsWith('/')) return `must begin with a slash: /${text}.`;
  if (text.includes('#')) return 'must have no #: clients do not send what comes after it.';
  if (query.length > 0 && word !== 'url') return 'must have no query; use queryParameters, or url for path and query.';
  const folded = path.replace(/\/{2,}/g, '/');
  if (folded !== path) return `must not repeat slashes, which the server folds into one: ${folded}.`;
  const [, rest] = /^\/~[^/]*(\/.*)?$/.exec(path) ?? [];
  if (path.startsWith('/~')) return `must have no sandbox: ${rest ?? '/'}; use /~NAME/__admin for a sandbox.`;
  if (/^\/__admin(?:\/|$)/.test(path))
    return 'belongs to the control plane, whose requests meet no rules and are not kept.';
  return undefined;
}

function refuseUnreached(
  reader: JsonReader,
  { criteria, reached, all, own }: PathCheck & { reached: readonly KnownOperation[] },
) {
  const { path, template } = criteria;
  const fits = reached.some(({ method, templates }) =>
    template
      ? templates.some(known => isAlike(template.text, known))
      : path !== undefined && reached.includes(all.match(method, path)?.value as KnownOperation),
  );
  if (fits) return;
  const nearest = own.nearest(reached[0]?.method ?? 'GET', template?.text ?? path ?? '/', 1).join(', ');
  reader.issue(`is not a path of these operations; the nearest is ${nearest}.`);
}

/** Whether a path can fit both templates. */
function isAlike(left: string, right: string): boolean {
  const others = right.split('/');
  const segments = left.split('/');
  const isFree = (segment = '') => segment.startsWith('{');
  return (
    segments.length === others.length &&
    segments.every((segment, at) => segment === others[at] || isFree(segment) || isFree(others[at]))
  );
}

/** Says why an expression can match no path: it must match the whole path, which begins with a slash. */
function findPatternIssue(pattern: string, word: 'urlPattern' | 'urlPathPattern'): string | undefined {
  if (pattern.includes('|')) return undefined;
  const first = /^\^?([A-Za-z0-9~_-])(?![?*{])/.exec(pattern);
  if (first)
    return `matches no path: it must match the whole path, which begins with a slash: /${pattern.replace('^', '')}.`;
  if (word === 'urlPathPattern' && /\\\?/.test(pattern))
    return 'has a query, which is not part of a path; use urlPattern.';
  return undefined;
}
