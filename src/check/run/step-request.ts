import type { Operation } from '../../contract/index.js';
import type { HeaderValue, TargetRequest } from '../../target/index.js';
import { type CaseContext, Placeholder, type ReadyStep, type Step } from '../model/case.js';

/** The target showed no value for a placeholder. */
export class ValueNotFound extends Error {}

/** Replaces the placeholders of a step by values. Throws `ValueNotFound`. */
export function resolveStep<K>(step: Step<K>, context: CaseContext<K>): ReadyStep {
  return mapPlaceholders({ ...step, unless: undefined }, placeholder => {
    const value = placeholder.from(context as CaseContext<unknown>);
    if (value === undefined) throw new ValueNotFound(placeholder.what);
    return value;
  }) as ReadyStep;
}

/** Replaces the placeholders of a step by the texts that a plan prints. */
export function previewStep<K>(step: Step<K>): ReadyStep {
  return mapPlaceholders({ ...step, unless: undefined }, ({ text }) => text) as ReadyStep;
}

function mapPlaceholders(value: unknown, replace: (placeholder: Placeholder<unknown>) => unknown): unknown {
  if (value instanceof Placeholder) return replace(value);
  if (Array.isArray(value)) return value.map(item => mapPlaceholders(item, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapPlaceholders(inner, replace)]));
}

/** The request of a step; `headers` carry the token. */
export function createRequest(
  step: ReadyStep,
  { operation, headers }: { operation: Operation; headers: Readonly<Record<string, HeaderValue>> },
): TargetRequest {
  const body = step.text ?? (step.body === undefined ? undefined : JSON.stringify(step.body));
  return {
    method: step.method ?? operation.method,
    // a lone surrogate cannot be encoded
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
