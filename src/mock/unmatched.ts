import type { Matcher } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { methodOf } from './method-of.js';

/** What is wrong with a request that no operation answers: which methods its path has, or else which operations are nearest. */
export type Unmatched = { problem: Problem; allow?: string; nearest?: readonly string[] };

type Asked = { method: string; path: string; methods: readonly string[] };

/** Tells what is wrong with such a request; `methods` are those of its path that count. */
export function unmatched<T>(matcher: Matcher<T>, { method, path, methods }: Asked): Unmatched {
  if (methods.length > 0) {
    const problem = new Problem('method-not-allowed', `${path} does not answer ${method}.`);
    return { problem, allow: allowed(methods) };
  }
  const nearest = matcher.nearest(methodOf({ method }), path);
  const fix = `Did you mean ${nearest.join(' or ')}?`;
  return { problem: new Problem('no-such-operation', `No operation answers ${method} ${path}.`, { fix }), nearest };
}

/** Methods as the header `Allow` lists them. */
export function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}
