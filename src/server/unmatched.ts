import type { OperationMatcher } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { methodOf } from './method-of.js';
import { knownElsewhere } from './other-tools.js';

/** What is wrong with a request that no operation answers: which methods its path has, or else which operations are nearest. */
export type Unmatched = { problem: Problem; allow?: string; nearest?: readonly string[] };

/** A request, and what stands before its path where the client asks. */
type Asked = { method: string; path: string; prefix: string };

/** Whether a path is taken to be unknown though it has methods. */
type Reading = { isUnknown?: boolean };

/** Tells what is wrong with such a request. */
export function unmatched<T>(
  matcher: OperationMatcher<T>,
  { method, path, prefix, isUnknown = false }: Asked & Reading,
): Unmatched {
  const near = nearest(matcher, { method, path, prefix });
  const methods = isUnknown ? [] : matcher.methods(path);
  if (methods.length === 0) {
    const fix = `Did you mean ${near.join(' or ')}?`;
    const problem = new Problem('no-such-operation', `No operation answers ${method} ${prefix}${path}.`, { fix });
    return { problem, nearest: near };
  }
  const allow = allowed(methods);
  // the path of an item without its id, as a rule
  const longer = near.filter(one => one.startsWith(`${methodOf({ method })} ${prefix}${path}/`));
  const hint = longer.length > 0 ? ` Or did you mean ${longer.join(' or ')}?` : '';
  const problem = new Problem('method-not-allowed', `${prefix}${path} does not answer ${method}.`, {
    fix: `It answers ${allow.replace(/, (?=\w+$)/, ' and ')}.${hint}`,
  });
  return { problem, allow };
}

/** The operations nearest to a request, each as `METHOD template` where the client finds it. */
export function nearest<T>(matcher: OperationMatcher<T>, { method, path, prefix }: Asked): string[] {
  const elsewhere = knownElsewhere(path);
  const alike = matcher.nearest(methodOf({ method }), path).filter(one => !elsewhere.includes(one));
  return [...elsewhere, ...alike].slice(0, MOST_NEAREST).map(one => one.replace(' ', () => ` ${prefix}`));
}

const MOST_NEAREST = 3;

/** Methods as the header `Allow` lists them. */
export function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
