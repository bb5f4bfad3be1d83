import type { Step } from './steps.js';

/** A request, and the documented response that it gets from a faithful server. */
export type Documented = {
  operation: string;
  status: number;
  step: Step;
  /** Whether only the sentences of the description say that the request is refused, and no schema. */
  inWords?: true;
};

/** Requests that are refused with a status, by operation. */
export function refusals(status: number, steps: Readonly<Record<string, Step>>): Documented[] {
  return Object.entries(steps).map(([operation, step]) => ({ operation, status, step }));
}
