import type { DescribedOperation } from '../../openapi/index.js';
import type { Target } from '../../target/index.js';
import type { DescribedApi } from './described-api.js';

/** The base path of a description that a URL ends with, or else the first one. */
export function chooseBasePath({ description: { basePaths } }: DescribedApi, address: string): string {
  const path = address.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const fitting = basePaths.filter(basePath => basePath !== '' && path.endsWith(basePath));
  return fitting.toSorted((left, right) => right.length - left.length)[0] ?? basePaths[0] ?? '';
}

/**
 * The base path at which a target has the API: servers often have it at the root, whatever their description says. The simplest
 * read is sent to each place, until one of them is not a 404.
 */
export async function findBasePath(
  { description: { basePaths, operations } }: DescribedApi,
  { target, first }: { target: Target; first: string },
): Promise<string> {
  const places = [...new Set([first, ...basePaths, ''])];
  const simplest = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{')).sort(bySize)[0];
  if (!simplest || simplest.basePaths || places.length === 1) return first;
  for (const place of places) {
    const headers = { Accept: 'application/json' };
    const { response } = await target.send({ method: 'GET', path: place + simplest.path, headers });
    if (response && response.status !== 404) return place;
  }
  return first;
}

function bySize(left: DescribedOperation, right: DescribedOperation): number {
  return left.parameters.length - right.parameters.length || left.path.length - right.path.length;
}
