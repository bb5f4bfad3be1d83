import type { DescribedOperation } from '../../../openapi/index.js';
import type { ResourceCall } from '../../resource-api.js';
import type { OperationContext } from '../context/resource-context.js';

/**
 * The URL of a record that an operation has created: that of the operation that gets one record, with the same values of
 * path parameters; else the record's key behind the URL of the request.
 */
export function locationOf(
  { description, resources, operation, kept }: OperationContext,
  call: ResourceCall,
  key: string,
): string {
  const url = call.url();
  const item = description.operations.find(({ id, method }) => {
    const rule = resources.operations[id];
    return method === 'GET' && rule?.does === 'get' && rule.collection === kept.name && rule.key?.in === 'path';
  });
  const name = item && resources.operations[item.id]?.key?.name;
  const encoded = encodeURIComponent(key);
  if (!item || name === undefined) return `${url.replace(/\/$/, '')}/${encoded}`;
  const values = { ...call.path, [name]: key };
  const target = fillPath(item, values);
  const own = fillPath(operation, call.path);
  // what stands before the path is the server, and the base path
  if (target === undefined || own === undefined || !url.endsWith(own)) return `${url.replace(/\/$/, '')}/${encoded}`;
  return url.slice(0, url.length - own.length) + target;
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
