import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isObject, Problem } from '../../kernel/index.js';
import { chooseSuccess, type DescribedOperation } from '../../openapi/index.js';
import { doAllOrNone, RefusedByApi } from '../perform/context/refusing.js';
import { toJson } from '../perform/respond/reply.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import { placeInFile, placeOutside } from './error-place.js';
import type { CollectionRecords, OwnHandler, OwnResponse } from './own-handlers.js';

type Run = {
  operation: DescribedOperation;
  /** The file of the handler; undefined where it was given as a function. */
  file: string | undefined;
  records: Readonly<Record<string, CollectionRecords>>;
  /** What the mock would do without the handler. */
  usual(): ResourceResponse;
};

/**
 * Runs a handler of a person in the transaction of its request. Throws `own-handler-failed` for what it throws, and for a
 * response that cannot be sent.
 */
export function runOwnHandler(handler: OwnHandler, call: ResourceCall, run: Run): ResourceResponse {
  const { operation, records } = run;
  const { path, query, headers, body, store } = call;
  try {
    return doAllOrNone(store, () => {
      const returned = handler({
        request: { method: operation.method, path, query, headers, body },
        records,
        clock: { now: () => new Date(call.now() / 1000) },
        respond: () => toOwn(run.usual()),
      });
      return toResponse(returned, operation);
    });
  } catch (error) {
    throw describeFailure(error, run);
  }
}

function describeFailure(error: unknown, { operation, file }: Run): Problem {
  const place = file === undefined ? placeOutside(error) : placeInFile(error, file);
  const name = `The handler of ${operation.method} ${operation.path}`;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `${name} failed${place === undefined ? '' : ` at ${place}`}: ${reason.replace(/\.$/, '')}.`;
  return new Problem('own-handler-failed', message, { cause: error });
}

/** A response of ours as handlers see it. Throws where the API refuses the request. */
function toOwn(response: ResourceResponse): OwnResponse {
  if ('refusal' in response) throw new RefusedByApi(response);
  const { status, json, headers = [] } = response;
  const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? ''] as const] : []));
  return {
    status,
    headers: Object.fromEntries(pairs),
    ...(json && { body: JSON.parse(Buffer.from(json).toString()) }),
  };
}

function toResponse(returned: unknown, operation: DescribedOperation): ResourceResponse {
  if (isPromise(returned)) {
    // what it rejects with has no place to go
    returned.then(undefined, () => {});
    throw new Error('it is asynchronous; a handler runs in one transaction, and cannot wait');
  }
  const usual = chooseSuccess(operation)?.status ?? 200;
  const { status = usual, headers = {}, body }: OwnResponse = isResponse(returned) ? returned : { body: returned };
  if (status < 200 || status > 599) throw new Error(`it returned the status ${status}; a status is from 200 to 599`);
  return { status, json: toJson(body), headers: Object.entries(headers).flatMap(checkHeader) };
}

/** Whether a value is a response: one with other members is a body, such as a record that has a status. */
function isResponse(value: unknown): value is OwnResponse {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  const { status, headers } = value;
  return (
    names.length > 0 &&
    names.every(name => ['status', 'headers', 'body'].includes(name)) &&
    (status === undefined || Number.isInteger(status)) &&
    (headers === undefined || isObject(headers))
  );
}

/** Throws for a header that cannot be sent. */
function checkHeader([name, value]: [string, string | number]): [string, string] {
  validateHeaderName(name);
  validateHeaderValue(name, String(value));
  return [name, String(value)];
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
