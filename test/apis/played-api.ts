import { apiDefinitions } from '../../src/apis/index.js';
import { chooseReadings, loadContract, type Operation } from '../../src/contract/index.js';
import type { MockOptions } from '../../src/index.js';
import type { Api, ApiResponse } from '../../src/server/index.js';

/** An API as a mock plays it with these readings, and its outcomes by the ids of its operations. */
export function playedApi(name: string, { profile = 'documented', readings = {} }: MockOptions = {}) {
  const contract = loadContract(name);
  const chosen = chooseReadings(contract.readings, { profile, chosen: readings });
  const tokenKey = () => new Uint8Array(32);
  const api = apiDefinitions[name]?.create({ contract, readings: chosen, seed: 1, tokenKey }) as Api;
  const operationOf = (id: string) => api.operations.find(operation => operation.id === id) as Operation;
  return {
    operations: api.operations,
    outcome: (id: string, status: number, example?: string): ApiResponse =>
      api.outcome(operationOf(id), { status, example, request: { path: {}, search: '', headers: {} } }) as ApiResponse,
    expired: (id: string): ApiResponse => api.expired(operationOf(id)),
  };
}

/** An answer as a client sees it: the status and the text of the body. */
export function seen({ status, body }: ApiResponse): [number, string] {
  return [status, Buffer.from(body).toString()];
}
