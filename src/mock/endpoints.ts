import type { Operation, Route } from '../contract/index.js';
import type { Api } from './api.js';

/** An operation and the API it belongs to. */
export type Endpoint = { api: Api; operation: Operation };

/** Every operation at every path under which it is served: below its API's name, and of the root API also at `/`. */
export function endpoints({ apis, root }: { apis: readonly Api[]; root: string }): Route<Endpoint>[] {
  const named = apis.map(api => ({ api, mount: `/${api.name}` }));
  const bare = apis.filter(({ name }) => name === root).map(api => ({ api, mount: '' }));
  return [...bare, ...named].flatMap(({ api, mount }) =>
    api.operations.map(operation => ({
      method: operation.method,
      template: mount + operation.template,
      value: { api, operation },
    })),
  );
}
