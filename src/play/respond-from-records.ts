import type { Certainty } from '../contract/index.js';
import {
  type Content,
  chooseContent,
  type DescribedOperation,
  type DescribedResponse,
  findResponse,
  isBodiless,
  mayBeJson,
} from '../openapi/index.js';
import type { ResourceResponse } from '../resource/index.js';
import type { ApiResponse } from '../server/index.js';
import { jsonFirst } from './choose-content.js';
import { createHeaders, withoutNames } from './described-headers.js';
import type { Refuse } from './refuse/refuse.js';
import { concreteType, serialize } from './serialize.js';

/** What a response from records is made for: the operation, and the header Accept of the request. */
export type RecordsRequest = {
  described: DescribedOperation;
  accept: string | undefined;
  seed: number;
  certainty: Certainty;
  refuse: Refuse;
};

/** Sends what an operation made of its records: in the media type that the client wants, with the documented headers. */
export function respondFromRecords(
  made: ResourceResponse,
  { described, accept, seed, certainty, refuse }: RecordsRequest,
): ApiResponse {
  if ('refusal' in made) return refuse(described, made.refusal);
  const { status, json, headers: own = [] } = made;
  const { response, contents } = prepare(described, status);
  const documented = createHeaders(response?.headers ?? NONE, seed);
  const headers = own.length === 0 ? documented : [...withoutNames(documented, own), ...withValues(own)];
  const content = chooseContent(contents, accept) ?? contents[0];
  if (json === undefined || isBodiless(status)) {
    return { status, body: '', mediaType: '', headers, certainty };
  }
  // a handler in code may send what is not documented
  if (!content) return { status, body: json, headers, certainty };
  const mediaType = concreteType(content.mediaType);
  const body = mayBeJson(content.mediaType) ? json : serialize(JSON.parse(Buffer.from(json).toString()), content);
  return { status, body, mediaType, headers, certainty };
}

type Prepared = { response: DescribedResponse | undefined; contents: readonly Content[] };

/** What the description says of the responses of an operation with a status. */
function prepare(described: DescribedOperation, status: number): Prepared {
  let byStatus = known.get(described);
  if (!byStatus) {
    byStatus = new Map();
    known.set(described, byStatus);
  }
  let prepared = byStatus.get(status);
  if (!prepared) {
    const response = findResponse(described, status);
    prepared = { response, contents: response ? jsonFirst(response) : NONE };
    byStatus.set(status, prepared);
  }
  return prepared;
}

/** Each request needs it, and it never changes. */
const known = new WeakMap<DescribedOperation, Map<number, Prepared>>();
const NONE: readonly never[] = [];

function withValues(headers: readonly string[]): readonly string[] {
  return headers.includes('') ? headers.filter((_, at) => headers[at % 2 === 0 ? at + 1 : at] !== '') : headers;
}
