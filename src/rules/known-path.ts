import type { OperationMatcher } from '../contract/index.js';
import type { Criteria } from '../journal/index.js';
import type { JsonReader } from '../kernel/index.js';
import type { KnownOperation } from './known-operation.js';

type PathCheck = {
  criteria: Criteria;
  /** The operations that have to have the path; undefined where any request may have it. */
  reached: readonly KnownOperation[] | undefined;
  /** Finds the operation that answers a request. */
  all: OperationMatcher<KnownOperation>;
  /** Finds those that are asked for. */
  own: OperationMatcher<KnownOperation>;
};

/** Notes what is wrong with paths that no request has, or none of an operation that is asked for. */
export function refusePaths(words: ReadonlyMap<string, JsonReader>, { criteria, reached, all, own }: PathCheck): void {
  for (const word of ['urlPath', 'url', 'urlPathTemplate'] as const) {
    const reader = words.get(word);
    if (typeof reader?.value !== 'string') continue;
    const flaw = findPathFlaw(reader.value, word);
    if (flaw !== undefined) reader.flaw(flaw);
    else if (reached) refuseUnreached(reader, { criteria, reached, all, own });
  }
  for (const word of ['urlPattern', 'urlPathPattern'] as const) {
    const reader = words.get(word);
    const flaw = typeof reader?.value === 'string' ? findPatternFlaw(reader.value, word) : undefined;
    if (flaw !== undefined) reader?.flaw(flaw);
  }
}

/** What is wrong with a path that no request has. */
function findPathFlaw(text: string, word: 'url' | 'urlPath' | 'urlPathTemplate'): string | undefined {
  const [path = '', ...query] = text.split('?');
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)?$/i.exec(text);
  if (host) return `is without scheme and host here: ${host[1] ?? '/'}.`;
  if (!path.startsWith('/')) return `must begin with a slash: /${text}.`;
  if (text.includes('#')) return 'cannot have a #: clients do not send what comes after it.';
  if (query.length > 0 && word !== 'url') return 'is without a query; use queryParameters, or url for both.';
  const folded = path.replace(/\/{2,}/g, '/');
  if (folded !== path) return `has slashes that are folded into one before: ${folded}.`;
  const [, rest] = /^\/~[^/]*(\/.*)?$/.exec(path) ?? [];
  if (path.startsWith('/~')) return `is without the sandbox here: ${rest ?? '/'}; ask behind /~NAME/__admin for that.`;
  if (/^\/__admin(?:\/|$)/.test(path)) return 'is of the control plane, whose requests meet no rules and are not kept.';
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
  reader.flaw(`is no path of an operation that is asked for; the nearest is ${nearest}.`);
}

/** Whether some path fits both templates. */
function isAlike(left: string, right: string): boolean {
  const others = right.split('/');
  const segments = left.split('/');
  const isFree = (segment = '') => segment.startsWith('{');
  return (
    segments.length === others.length &&
    segments.every((segment, at) => segment === others[at] || isFree(segment) || isFree(others[at]))
  );
}

/** What is wrong with an expression that matches no path: it has to match the whole, and every path begins with a slash. */
function findPatternFlaw(pattern: string, word: 'urlPattern' | 'urlPathPattern'): string | undefined {
  if (pattern.includes('|')) return undefined;
  const first = /^\^?([A-Za-z0-9~_-])(?![?*{])/.exec(pattern);
  if (first)
    return `matches no path: it has to match the whole, and paths begin with a slash: /${pattern.replace('^', '')}.`;
  if (word === 'urlPathPattern' && /\\\?/.test(pattern)) return 'asks for a query, which no path has; use urlPattern.';
  return undefined;
}
