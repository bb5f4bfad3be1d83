import type { Identified } from './order.js';

/** What a violation is about, on one line: `list-filter · listUsers · active · list.active`. */
export function titleOf({ check, operation, parameter, statement }: Partial<Identified>): string {
  return [check, operation, parameter, statement].filter(part => part !== undefined).join(' · ');
}
