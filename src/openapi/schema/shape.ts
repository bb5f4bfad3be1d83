/** A JSON Schema as a contract has it. */
export type Schema = Record<string, unknown>;

/** What reading input needs to know of a schema: types, properties of objects, items of lists. */
export type Shape = {
  readonly types: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Shape>;
  readonly items: Shape | undefined;
};

/** Finds the schema of a `$ref`, and the file that the schema's own references are relative to. */
export type Resolve = (reference: string, file: string) => { schema: Schema; file: string };

type AuthContext = { file: string; resolve: Resolve; depth?: number };

/** A schema that is nested deeper than this contains itself. */
const MAX_DEPTH = 64;

/** Reads the shape of a schema: follows `$ref`, and merges the branches of `anyOf`, `oneOf` and `allOf`. */
export function readShape(schema: Schema, { file, resolve, depth = 0 }: AuthContext): Shape {
  if (depth > MAX_DEPTH) throw new Error(`${file} has a schema that contains itself, which no input can be read with`);
  const types = new Set<string>();
  const properties = new Map<string, Shape>();
  let items: Shape | undefined;
  const lay = (layer: Schema, at: string): void => {
    for (const type of [layer.type ?? []].flat()) types.add(String(type));
    for (const [name, property] of Object.entries((layer.properties ?? {}) as Record<string, Schema>)) {
      properties.set(name, readShape(property, { file: at, resolve, depth: depth + 1 }));
    }
    if (layer.items) items = readShape(layer.items as Schema, { file: at, resolve, depth: depth + 1 });
    if (typeof layer.$ref === 'string') {
      const target = resolve(layer.$ref, at);
      lay(target.schema, target.file);
    }
    for (const word of ['anyOf', 'oneOf', 'allOf'])
      for (const branch of (layer[word] ?? []) as Schema[]) lay(branch, at);
  };
  lay(schema, file);
  return { types, properties, items };
}
