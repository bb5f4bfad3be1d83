import { type CaseContext, mapPlaceholders, type ReadyStep, type Step } from './case.js';

/** The target showed no value for a placeholder. */
export class ValueNotFound extends Error {}

/** Replaces the placeholders of a step by values. Throws `ValueNotFound`. */
export function resolveStep<K>(step: Step<K>, context: CaseContext<K>): ReadyStep {
  return mapPlaceholders({ ...step, unless: undefined, next: undefined }, placeholder => {
    const value = placeholder.from(context as CaseContext<unknown>);
    if (value === undefined) throw new ValueNotFound(placeholder.what);
    return value;
  }) as ReadyStep;
}

/** Replaces the placeholders of a step by the texts that a plan prints. */
export function previewStep<K>(step: Step<K>): ReadyStep {
  const preview = { ...step, unless: undefined, next: undefined };
  return mapPlaceholders(preview, placeholder => placeholder.preview() ?? placeholder.text) as ReadyStep;
}
