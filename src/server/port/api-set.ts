import { LRUCache } from 'lru-cache';
import { type Operation, OperationMatcher, type Profile, type Route } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Api } from './api.js';
import type { Handler } from './handler.js';

/** Which answers the readings get: those of a profile, and some chosen one by one, by id. */
export type ReadingSettings = { profile: Profile; readings: Readonly<Record<string, string>> };

/** The APIs as they are played with one choice of readings, and what finds the operation that a request asks for. */
export type ApiSet = { choice: ReadingSettings; matcher: OperationMatcher<Endpoint> };

export type ApiSetOptions = {
  /** The APIs as they answer with a choice of readings. Throws `option-invalid` where there is no such reading or answer. */
  apis: (choice: ReadingSettings) => readonly Api[];
  /** The API that is also served without its name before the path. */
  root: string;
};

/** How many sets are kept, since a request may ask for readings of its own. */
const MAX_API_SETS = 32;

/** The API sets that were asked for, each made once and kept until many others have been. */
export class ApiSetCache {
  readonly #options: ApiSetOptions;
  readonly #sets = new LRUCache<string, ApiSet>({ max: MAX_API_SETS });

  constructor(options: ApiSetOptions) {
    this.#options = options;
  }

  /** The APIs with these readings. Throws `option-invalid`. */
  get(choice: ReadingSettings): ApiSet {
    const key = JSON.stringify([choice.profile, Object.entries(choice.readings).sort()]);
    const known = this.#sets.get(key);
    if (known) return known;
    const created = this.#create(choice);
    this.#sets.set(key, created);
    return created;
  }

  #create(choice: ReadingSettings): ApiSet {
    const { apis, root } = this.#options;
    return { choice, matcher: new OperationMatcher(endpoints({ apis: apis(choice), root })) };
  }
}

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
