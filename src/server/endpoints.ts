import type { Operation, Route } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import type { Api } from './api.js';
import type { Handler } from './handler.js';

/** An operation, the API it belongs to, what the names of that API's collections begin with, and the behaviour that answers it. */
export type Endpoint = { api: Api; collections: string; operation: Operation; handler: Handler };

/**
 * Every operation at every path under which it is served: below its API's name, and of the root API also at `/`.
 * Throws `contract-invalid` where an operation has no behaviour.
 */
export function endpoints({ apis, root }: { apis: readonly Api[]; root: string }): Route<Endpoint>[] {
  const named = apis.map(api => ({ api, mount: `/${api.name}` }));
  const bare = apis.filter(({ name }) => name === root).map(api => ({ api, mount: '' }));
  return [...bare, ...named].flatMap(({ api, mount }) =>
    api.operations.map(operation => ({
      method: operation.method,
      template: mount + operation.template,
      value: { api, collections: `${api.name}.`, operation, handler: handlerOf(api, operation) },
    })),
  );
}

function handlerOf({ name, handlers }: Api, { id }: Operation): Handler {
  const handler = handlers[id];
  if (!handler) throw new Problem('contract-invalid', `Failed to play ${name}: no behaviour answers ${id}.`);
  return handler;
}
