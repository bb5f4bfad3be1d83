import type { Operation } from '../../contract/index.js';
import { formatPointer, Problem } from '../../kernel/index.js';
import { type HeaderList, mergeHeaders } from '../context/header-list.js';
import type { MatchedRequest } from '../context/request-context.js';
import type { ApiResponse } from '../port/api.js';
import type { Endpoint } from '../port/api-set.js';
import { CERTAINTY, OPERATION, operationName, sendResponse } from './send-response.js';
import { CommonHeaders } from './write-head.js';

/** Sends the response of an operation, with headers that name the operation and the certainty of the response. */
export function sendOperationResponse(
  context: MatchedRequest,
  { response, headers = NONE }: { response: ApiResponse; headers?: HeaderList | undefined },
): void {
  const { common } = labelsOf(context.match.value, response);
  const { headers: own = NONE } = response;
  const isPlain = own.length === 0 && headers.length === 0 && context.headers.length === 0;
  if (isPlain) sendResponse(context, response, common.list, common);
  else sendResponse(context, response, mergeHeaders([...common.list, ...own, ...context.headers], headers));
}

type NamedOperation = Pick<Endpoint, 'api' | 'operation'>;

const NONE: HeaderList = [];

/** The headers of an operation's responses with a certainty and a media type. */
type Labels = { certainty: string; mediaType: string; common: CommonHeaders };

/** The labels of each operation, of which there are few. They never change. */
const known = new WeakMap<Operation, Labels[]>();

function labelsOf(endpoint: NamedOperation, response: ApiResponse): Labels {
  const { operation } = endpoint;
  const { status, mediaType = JSON_MEDIA, certainty = operation.certainty(status) } = response;
  let ofOperation = known.get(operation);
  if (!ofOperation) {
    ofOperation = [];
    known.set(operation, ofOperation);
  }
  let labels = ofOperation.find(one => one.certainty === certainty && one.mediaType === mediaType);
  if (!labels) {
    labels = { certainty, mediaType, common: new CommonHeaders(listLabels(endpoint, { certainty, mediaType })) };
    if (ofOperation.length < MAX_LABELS) ofOperation.push(labels);
  }
  return labels;
}

/** A handler in code may send any media type. */
const MAX_LABELS = 100;

const JSON_MEDIA = 'application/json';

function listLabels(
  { api, operation }: NamedOperation,
  { certainty, mediaType }: { certainty: string; mediaType: string },
): HeaderList {
  const type = mediaType === '' ? NONE : ['Content-Type', mediaType];
  return [...type, OPERATION, operationName(api.name, operation.id), CERTAINTY, certainty];
}

/** Validates a response. Throws `response-violates-contract` with every violation and its schema pointer. */
export function validateResponse(operation: Operation, { status, body, mediaType = JSON_MEDIA }: ApiResponse): void {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  const value = mediaType === JSON_MEDIA ? JSON.parse(text) : parseLoosely(text);
  const violations = operation.violations({ status, mediaType, body: value });
  if (violations.length === 0) return;
  const named = violations.map(({ path, message, schemaPath }) => `${formatPointer(path)} ${message} (${schemaPath})`);
  throw new Problem('response-violates-contract', `${operation.id} responded ${status}: ${named.join('; ')}.`);
}

/** Parses JSON; other text stays as it is. */
export function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
