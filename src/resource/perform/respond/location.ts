import type { ResourceCall } from '../../resource-api.js';
import type { OperationContext } from '../context/resource-context.js';

/** The URL of a record that a request has created; undefined where no operation serves one. */
export type Locate = (call: ResourceCall, key: string) => string | undefined;

/**
 * Finds where the records are that an operation creates: at the operation that gets one record, or else at one that changes it,
 * with the same values of path parameters. A documented header has the record's key behind the URL of the request otherwise.
 */
export function createLocate(
  { description, resources, operation, kept }: OperationContext,
  { isDocumented }: { isDocumented: boolean },
): Locate {
  const items = description.operations.flatMap(({ id, path, method }) => {
    const { does, collection, key } = resources.operations[id] ?? {};
    if (collection !== kept.name || key?.in !== 'path') return [];
    return [{ path, name: key.name, gets: does === 'get' && method === 'GET' }];
  });
  const item = items.find(({ gets }) => gets) ?? items.find(({ path, name }) => path.endsWith(`/{${name}}`));
  const isBehind = item?.path === `${operation.path.replace(/\/$/, '')}/{${item?.name}}`;
  return (call, key) => {
    const url = call.url();
    const target = isBehind || !item ? undefined : fillPath(item.path, { ...call.path, [item.name]: key });
    const own = fillPath(operation.path, call.path);
    // what stands before the path is the server, and the base path
    if (target !== undefined && own !== undefined && url.endsWith(own)) {
      return url.slice(0, url.length - own.length) + target;
    }
    return isBehind || isDocumented ? `${url.replace(/\/$/, '')}/${encodeURIComponent(key)}` : undefined;
  };
}

/** A path with values of its parameters; undefined where one is missing. */
function fillPath(path: string, values: Readonly<Record<string, string>>): string | undefined {
  let isWhole = true;
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    isWhole &&= value !== undefined;
    return encodeURIComponent(value ?? '');
  });
  return isWhole ? filled : undefined;
}
