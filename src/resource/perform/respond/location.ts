import type { DescribedOperation } from '../../../openapi/index.js';
import type { ResourceCall } from '../../resource-api.js';
import type { OperationContext } from '../context/resource-context.js';

/** The URL of a record that a request has created. */
export type Locate = (call: ResourceCall, key: string) => string;

/**
 * Finds where the records are that an operation creates: at the operation that gets one record, with the same values of path
 * parameters; else at the record's key behind the URL of the request.
 */
export function createLocate({ description, resources, operation, kept }: OperationContext): Locate {
  const item = description.operations.find(({ id, method }) => {
    const rule = resources.operations[id];
    return method === 'GET' && rule?.does === 'get' && rule.collection === kept.name && rule.key?.in === 'path';
  });
  const name = item && resources.operations[item.id]?.key?.name;
  return (call, key) => {
    const url = call.url();
    const behind = () => `${url.replace(/\/$/, '')}/${encodeURIComponent(key)}`;
    if (!item || name === undefined) return behind();
    const target = fillPath(item, { ...call.path, [name]: key });
    const own = fillPath(operation, call.path);
    // what stands before the path is the server, and the base path
    if (target === undefined || own === undefined || !url.endsWith(own)) return behind();
    return url.slice(0, url.length - own.length) + target;
  };
}

/** The path of an operation with values of its parameters; undefined where one is missing. */
function fillPath({ path }: DescribedOperation, values: Readonly<Record<string, string>>): string | undefined {
  let isWhole = true;
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    isWhole &&= value !== undefined;
    return encodeURIComponent(value ?? '');
  });
  return isWhole ? filled : undefined;
}
