import type { Operation } from '../contract/index.js';
import type { HeaderValue, TargetRequest } from '../target/index.js';
import type { Step } from './case.js';

/** A step whose values have all been filled in, or sketched. */
export type ReadyStep = Omit<Step<never>, 'unless'>;

/** The request of a step, with the headers of whom it is sent as. */
export function requestOf(
  step: ReadyStep,
  { operation, headers }: { operation: Operation; headers: Readonly<Record<string, HeaderValue>> },
): TargetRequest {
  const body = step.text ?? (step.body === undefined ? undefined : JSON.stringify(step.body));
  return {
    method: step.method ?? operation.method,
    // half a character cannot be encoded
    path: pathOf(step, operation.template, text => encodeURIComponent(text.toWellFormed())),
    headers: {
      ...headers,
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': step.mediaType ?? 'application/json' }),
    },
    ...(body !== undefined && { body }),
  };
}

/** The path and query of a step. */
export function pathOf(step: ReadyStep, template: string, encode: (text: string) => string): string {
  const path = (step.template ?? template).replace(/\{(\w+)\}/g, (_, name) => encode(String(step.path?.[name])));
  const query = (step.query ?? []).map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join('&');
  return query ? `${path}?${query}` : path;
}
