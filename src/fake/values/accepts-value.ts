import type { DescribedSchema } from '../../openapi/index.js';
import { accepts } from './schema/accepts.js';

/**
 * Whether a value is valid under a schema, without its validator, which takes long to compile. It is right about nearly all
 * values; `schema.validate` decides.
 */
export function acceptsValue(schema: DescribedSchema, value: unknown): boolean {
  return accepts(schema.read(), value, {
    resolve: reference => schema.resolve(reference),
    direction: schema.direction,
  });
}
