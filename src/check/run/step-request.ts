import type { Operation } from '../../contract/index.js';
import type { HeaderValue, TargetRequest } from '../../target/index.js';
import { type CaseContext, Placeholder, type Step } from '../model/case.js';

/** A step whose values have all been filled in, or sketched. */
export type ReadyStep = Omit<Step<never>, 'unless'>;

/** The request of a step, with the headers of whom it is sent as. */
export function createRequest(
  step: ReadyStep,
  { operation, headers }: { operation: Operation; headers: Readonly<Record<string, HeaderValue>> },
): TargetRequest {
  const body = step.text ?? (step.body === undefined ? undefined : JSON.stringify(step.body));
  return {
    method: step.method ?? operation.method,
    // half a character cannot be encoded
    path: formatPath(step, operation.template, text => encodeURIComponent(text.toWellFormed())),
    headers: {
      ...headers,
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': step.mediaType ?? 'application/json' }),
    },
    ...(body !== undefined && { body }),
  };
}

/** The path and query of a step. */
export function formatPath(step: ReadyStep, template: string, encode: (text: string) => string): string {
  const path = (step.template ?? template).replace(/\{(\w+)\}/g, (_, name) => encode(String(step.path?.[name])));
  const query = (step.query ?? []).map(([name, value]) => `${encode(name)}=${encode(String(value))}`).join('&');
  return query ? `${path}?${query}` : path;
}

/** Nothing could be put in the place of a pending value: the target showed no such thing. */
export class ValueNotFound extends Error {}

/** A value with all that is pending in it filled in. Throws `Unlearned`. */
export function resolveValue<K>(value: unknown, context: CaseContext<K>): unknown {
  if (value instanceof Placeholder) {
    const found = value.from(context);
    if (found === undefined) throw new ValueNotFound(value.what);
    return found;
  }
  if (Array.isArray(value)) return value.map(item => resolveValue(item, context));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveValue(inner, context)]));
}

/** A value with placeholders for all that is pending in it, as a plan prints it. */
export function previewValue(value: unknown): unknown {
  if (value instanceof Placeholder) return value.placeholder;
  if (Array.isArray(value)) return value.map(previewValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, previewValue(inner)]));
}
