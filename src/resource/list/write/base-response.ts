import { generateValue, mendValue, VALUES_TIME } from '../../../fake/index.js';
import { formatPointer, isObject, valueAt } from '../../../kernel/index.js';
import type { Content } from '../../../openapi/index.js';
import { affirm } from './affirm.js';

/** A valid response of a list: an example that has the list, mended where that is necessary, or a value with what is required. */
export function createBase(
  content: Content | undefined,
  { seed, names, areExamplesValid = false }: { seed: string; names: readonly string[]; areExamplesValid?: boolean },
): unknown {
  const options = { seed, now: VALUES_TIME };
  const schema = content?.schema;
  for (const example of content?.examples ?? []) {
    const value = example.value();
    if (!Array.isArray(valueAt(value, formatPointer(names)))) continue;
    if (!schema || areExamplesValid) return value;
    const mended = mendValue(value, schema, options);
    if (mended) return mended.value;
  }
  const made = schema && generateValue(schema, { ...options, minimal: true })?.value;
  // a made value says by chance whether the request was successful
  return isObject(made) ? affirm(made, schema) : {};
}
