import { chooseJson, chooseSuccess, type DescribedOperation, isBodiless, suggest } from '../../openapi/index.js';

import type { OperationContext, ResourceContext } from '../perform/context/resource-context.js';
import { createBody, toJson } from '../perform/respond/reply.js';
import type { ResourceApi, ResourceCall, ResourceResponse } from '../resource-api.js';
import { createCollectionRecords } from './collection-records.js';
import type { LoadedHandlers } from './load-own-handlers.js';
import type { CollectionRecords } from './own-handlers.js';
import { runOwnHandler } from './run-own-handler.js';

/** The handlers of an API, with those of a person in the place of ours. */
export function takeOver(
  handlers: ResourceApi['handlers'],
  { byOperation, file }: LoadedHandlers,
  context: ResourceContext,
): ResourceApi['handlers'] {
  const taken = context.description.operations.flatMap(operation => {
    const handler = byOperation.get(operation.id);
    if (!handler) return [];
    const usual = handlers.get(operation.id) ?? createStateless(operation, context);
    const perform = (call: ResourceCall) =>
      runOwnHandler(handler, call, {
        operation,
        file,
        records: recordsFor(call, { operation, context }),
        usual: () => usual(call),
      });
    return [[operation.id, perform] as const];
  });
  return new Map([...handlers, ...taken]);
}

/** The records of all collections by name. A name that no collection has throws, with the nearest one. */
function recordsFor(
  call: ResourceCall,
  { operation, context }: { operation: DescribedOperation; context: ResourceContext },
): Readonly<Record<string, CollectionRecords>> {
  // a handler sets any member, not only those that the body of its operation has
  const shared = { ...context, rule: { does: 'respond' }, operation: { ...operation, body: undefined } } as const;
  return new Proxy<Record<string, CollectionRecords>>(Object.create(null), {
    get(known, name) {
      if (typeof name === 'symbol') return undefined;
      const kept = context.collections.get(name);
      if (!kept) throw new Error(`there is no collection ${name}${suggest(name, [...context.collections.keys()])}`);
      known[name] ??= createCollectionRecords({ ...shared, kept } satisfies OperationContext, call);
      return known[name];
    },
    has: (_, name) => typeof name === 'string' && context.collections.has(name),
    ownKeys: () => [...context.collections.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === 'string' && context.collections.has(name) ? { enumerable: true, configurable: true } : undefined,
  });
}

/** What an operation without state responds: an example, or a body made from its schema. */
function createStateless(operation: DescribedOperation, { seed }: ResourceContext): () => ResourceResponse {
  const chosen = chooseSuccess(operation);
  const content = chosen && chooseJson(chosen.response.contents);
  const status = chosen?.status ?? 200;
  return () => ({
    status,
    json: content && !isBodiless(status) ? toJson(createBody(content, { seed, name: operation.id })) : undefined,
  });
}
