import type { JsonSchema } from '../../../openapi/index.js';

export type Discriminator = { propertyName: string; mapping?: Readonly<Record<string, string>> };

/**
 * A schema that gives the discriminating member the value of one of the references: the key of the mapping, or the schema's name.
 * Undefined without references.
 */
export function discriminate(
  { propertyName, mapping = {} }: Discriminator,
  references: readonly string[],
): JsonSchema | undefined {
  const keys = Object.entries(mapping)
    .filter(([, target]) => references.includes(target))
    .map(([key]) => key);
  const [first] = references;
  const names = keys.length > 0 ? keys : first === undefined ? [] : [nameOf(first)];
  if (names.length === 0) return undefined;
  return { type: 'object', required: [propertyName], properties: { [propertyName]: { enum: names } } };
}

function nameOf(reference: string): string {
  return decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1));
}
