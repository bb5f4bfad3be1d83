import type { Schema } from '../openapi/index.js';

type Parts = {
  /** The description and the schemas, by their path. */
  documents: ReadonlyMap<string, Schema>;
  description: string;
  /** Reads the file of an example. */
  read: (path: string) => string;
};

/**
 * Makes one OpenAPI document that needs no other file: `./schemas/order.json` becomes `#/components/schemas/order`, and
 * the value of an example replaces the name of its file.
 */
export function bundle({ documents, description, read }: Parts): Schema {
  const named = new Set<string>();
  const bundleValue = (value: unknown, file: string): unknown => {
    if (Array.isArray(value)) return value.map(item => bundleValue(item, file));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        if (name === '$ref') return [name, bundleReference(String(inner), { file, named })];
        if (name === 'externalValue') return ['value', JSON.parse(read(String(inner)))];
        return [name, bundleValue(inner, file)];
      }),
    );
  };
  const { components = {}, ...rest } = bundleValue(documents.get(description), description) as Schema;
  const schemas: Record<string, unknown> = {};
  // the loop also visits the files that it adds to the set
  for (const file of named) {
    const { $schema: _, $id: __, ...schema } = documents.get(file) ?? {};
    schemas[schemaName(file)] = bundleValue(schema, file);
  }
  return { ...rest, components: { ...(components as Schema), schemas } };
}

function schemaName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.json$/, '');
}

/** Translates a reference of a file into one of the bundle, and adds the schema's file to `named`. */
function bundleReference(reference: string, { file, named }: { file: string; named: Set<string> }): string {
  const [path = '', pointer = ''] = reference.split('#');
  const at = path === '' ? file : `schemas/${schemaName(path)}.json`;
  if (!at.endsWith('.json')) return `#${pointer}`;
  named.add(at);
  return `#/components/schemas/${schemaName(at)}${pointer}`;
}
