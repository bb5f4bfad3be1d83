import type { Contract, Operation, Readings } from '../../contract/index.js';
import { createResources, type ResourceApi, readWholeResources } from '../../resource/index.js';
import type { ApiResponse, Handler } from '../../server/index.js';

type Source = {
  contract: Contract;
  readings: Readings;
  seed: number;
  /** The refusal of a request that names a record which is not there. */
  notFound(operation: Operation): ApiResponse;
};

/** Creates the handlers of operations that do what the contract's resources.yaml says. */
export function createRecordHandlers({ contract, readings, seed, notFound }: Source): (id: string) => Handler {
  let handlers: ResourceApi['handlers'] | undefined;
  // most requests are about other operations, and this takes some milliseconds
  const handlerOf = (id: string) => {
    handlers ??= readHandlers({ contract, readings, seed });
    const handler = handlers.get(id);
    if (!handler) throw new Error(`${contract.api} keeps nothing for ${id}`);
    return handler;
  };
  return id => ({
    respond(call) {
      const made = handlerOf(id)(call);
      return 'refusal' in made ? notFound(call.operation) : { status: made.status, body: made.json ?? '' };
    },
  });
}

function readHandlers({ contract, readings, seed }: Omit<Source, 'notFound'>): ResourceApi['handlers'] {
  const description = contract.versionOf(readings);
  const resources = readWholeResources(contract.resources ?? '', readings.values);
  // the starting records are in the store already
  const options = { api: contract.api, seed, records: 0, unknownParents: 'refuse' } as const;
  return createResources({ ...options, description, resources }).handlers;
}
