/** A JSON Schema as it stands in a contract. */
export type Schema = Record<string, unknown>;

/** What a schema allows to arrive, as far as reading input needs it: types, and what is inside objects and lists. */
export type Shape = {
  readonly types: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Shape>;
  readonly items: Shape | undefined;
};

/** What a `$ref` points at, and the file in which its own references start. */
export type Resolve = (reference: string, file: string) => { schema: Schema; file: string };

type AuthContext = { file: string; resolve: Resolve; depth?: number };

/** How deep a schema may go before it is taken to contain itself. */
const MAX_DEPTH = 64;

/** The shape of a schema, with `$ref` followed and the branches of `anyOf`, `oneOf` and `allOf` laid over each other. */
export function readShape(schema: Schema, { file, resolve, depth = 0 }: AuthContext): Shape {
  if (depth > MAX_DEPTH) throw new Error(`${file} has a schema that contains itself, which cannot be read as input`);
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
