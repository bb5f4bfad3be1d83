import type { Operation } from '../../contract/index.js';
import type { HeaderList } from '../context/header-list.js';
import { mergeHeaders } from '../context/header-list.js';
import type { MatchedRequest } from '../context/request-context.js';
import type { Endpoint } from '../port/api-set.js';
import type { ApiResponse } from '../port/handler.js';
import { CERTAINTY, JSON_HEADERS, OPERATION, sendResponse } from './send-response.js';

/** Sends the response of an operation, with headers that name the operation and the certainty of the response. */
export function sendOperationResponse(
  context: MatchedRequest,
  { response, headers = NONE }: { response: ApiResponse; headers?: HeaderList | undefined },
): void {
  const labels = labelsOf(context.match.value, response);
  const isPlain = headers.length === 0 && context.headers.length === 0;
  sendResponse(context, response, isPlain ? labels : mergeHeaders([...labels, ...context.headers], headers));
}

type NamedOperation = Pick<Endpoint, 'api' | 'operation'>;

const NONE: HeaderList = [];

/** The headers of each operation by status. They are cached, because they never change. */
const known = new WeakMap<Operation, Map<number, HeaderList>>();

function labelsOf(endpoint: NamedOperation, { status, certainty }: ApiResponse): HeaderList {
  if (certainty) return createLabels(endpoint, certainty);
  const { operation } = endpoint;
  let byStatus = known.get(operation);
  if (!byStatus) {
    byStatus = new Map();
    known.set(operation, byStatus);
  }
  let headers = byStatus.get(status);
  if (!headers) {
    headers = createLabels(endpoint, operation.certainty(status));
    byStatus.set(status, headers);
  }
  return headers;
}

function createLabels({ api, operation }: NamedOperation, certainty: string): HeaderList {
  return [...JSON_HEADERS, OPERATION, `${api.name}.${operation.id}`, CERTAINTY, certainty];
}
