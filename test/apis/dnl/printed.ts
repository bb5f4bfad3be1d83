import { readFileSync } from 'node:fs';

const SAMPLES = new URL('../../../fixtures/dnl/samples/', import.meta.url);

/** A JSON sample of the documents, by its file name. */
export function printed(name: string) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8'));
}

/** The text of a JSON sample as a server sends it. */
export function printedText(name: string): string {
  return JSON.stringify(printed(name));
}

/** The printed 400 body, with these fields at issue. */
export function refusal(errors: Record<string, string | string[]>): string {
  const lists = Object.fromEntries(Object.entries(errors).map(([field, told]) => [field, [told].flat()]));
  return JSON.stringify({ error_type: 'validation_error', success: false, errors: [lists] });
}

/** The text that the pages print for a missing field. */
export const MISSING = 'Missing data for required field.';
