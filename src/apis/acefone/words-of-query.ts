import type { CoercionOptions } from '../../contract/index.js';
import { parseInteger } from '../../kernel/index.js';

const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** How texts of a query are read; in a body booleans and numbers must be such (reading loose-types). */
export const wordsOfQuery: CoercionOptions = {
  boolean: value => BOOLEANS.get(String(value).toLowerCase()) ?? value,
  integer: value => (String(value).startsWith('-') ? value : (parseInteger(String(value)) ?? value)),
};
