import type { Instant } from '../../kernel/index.js';
import type { DescribedSchema } from '../../openapi/index.js';
import type { Made } from './make/node.js';
import { createRoot, createRun, type GenerateOptions } from './make/run.js';
import { mendValue } from './mend-value.js';

/** The time that dates in values are near, where no clock says another: always the same, so that the values are. */
export const VALUES_TIME: Instant = Date.UTC(2026, 0, 1) * 1000;

/** How many values are made until one is valid. */
const MAX_ATTEMPTS = 4;

/** Makes a value that is valid under a schema, the same for the same seed. Undefined where it cannot. */
export function generateValue(schema: DescribedSchema, options: GenerateOptions): Made | undefined {
  let last: Made | undefined;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const made = makeOnce(schema, varyOptions(options, attempt));
    if (made && schema.validate(made.value).length === 0) return made;
    last ??= made;
    // only a smaller value may succeed where nothing could be made
    if (!made) attempt = Math.max(attempt, MAX_ATTEMPTS - 2);
  }
  const mended = last && mendValue(last.value, schema, options);
  return mended && { value: mended.value };
}

function makeOnce(schema: DescribedSchema, options: GenerateOptions): Made | undefined {
  const run = createRun(schema, options);
  return run.make(createRoot(schema, options, run));
}

/** Later attempts draw otherwise, then without examples, which the validator may have refused, and last without optional members. */
function varyOptions(options: GenerateOptions, attempt: number): GenerateOptions {
  return {
    ...options,
    seed: attempt === 0 ? options.seed : `${options.seed}#${attempt}`,
    examples: options.examples !== false && attempt < 2,
    minimal: options.minimal === true || attempt === MAX_ATTEMPTS - 1,
  };
}
