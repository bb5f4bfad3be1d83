import { Problem } from '../kernel/index.js';
import type { Endpoint } from './endpoints.js';
import { replyProblem } from './reply.js';
import type { Underway } from './underway.js';

/** Refuses a request that no operation answers: with the methods that its path has, or else with the nearest operations. */
export function refuseUnmatched(underway: Underway): void {
  const { request, path, headers, situation } = underway;
  const { matcher } = situation.cast;
  const method = request.method ?? 'GET';
  // a path that only companions have is none that a document knows, and refused like any other
  const methods = matcher.methods(path, isDocumented).length > 0 ? matcher.methods(path) : [];
  if (methods.length > 0) {
    const problem = new Problem('method-not-allowed', `${path} does not answer ${method}.`);
    return replyProblem(underway, problem, { headers: [...headers, 'Allow', allowed(methods)] });
  }
  const nearest = matcher.nearest(method, path);
  const fix = `Did you mean ${nearest.join(' or ')}?`;
  const problem = new Problem('no-such-operation', `No operation answers ${method} ${path}.`, { fix });
  replyProblem(underway, problem, { headers, members: { nearest } });
}

/** Methods as the header `Allow` lists them. */
export function allowed(methods: readonly string[]): string {
  return methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}

function isDocumented({ operation }: Endpoint): boolean {
  return !operation.isCompanion;
}
