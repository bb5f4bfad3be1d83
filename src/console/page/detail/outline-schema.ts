/** The keywords of a schema that an outline shows. */
export type OutlinedSchema = {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  items?: OutlinedSchema;
  properties?: Record<string, OutlinedSchema>;
  required?: readonly string[];
  allOf?: readonly OutlinedSchema[];
  anyOf?: readonly OutlinedSchema[];
  oneOf?: readonly OutlinedSchema[];
};

/** How deep an outline goes: enough to see the form, little enough to read. */
const MAX_DEPTH = 4;
const MAX_CHOICES = 8;

/** Outlines a schema in lines: `total: integer`, and below it, indented, what an object has. */
export function outlineSchema(document: object, schema: OutlinedSchema): string[] {
  return outline(document, schema, { depth: 0, seen: [] });
}

type Place = { depth: number; seen: readonly string[] };

/** The first line is the type; lines of members follow. */
function outline(document: object, written: OutlinedSchema, { depth, seen }: Place): string[] {
  const { $ref } = written;
  if ($ref !== undefined && seen.includes($ref)) return [`${$ref.split('/').at(-1)} again`];
  const place = { depth, seen: $ref === undefined ? seen : [...seen, $ref] };
  const schema = merge(document, resolve(document, written) as OutlinedSchema);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices && !schema.properties) {
    const lines = choices.map(one => outline(document, one, { ...place, depth: MAX_DEPTH })[0] ?? 'any');
    return [[...new Set(lines)].join(' or ')];
  }
  if (schema.items) {
    const [first = 'any', ...rest] = outline(document, schema.items, place);
    return [`list of ${first}`, ...rest];
  }
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0 || depth >= MAX_DEPTH) return [typeOf(schema)];
  const required = new Set(schema.required);
  const lines = members.flatMap(([name, member]) => {
    const [first, ...rest] = outline(document, member, { ...place, depth: depth + 1 });
    return [`${name}${required.has(name) ? '' : '?'}: ${first}`, ...rest].map(line => `  ${line}`);
  });
  return ['object', ...lines];
}

/** A schema with what `allOf` adds to it. */
function merge(document: object, schema: OutlinedSchema): OutlinedSchema {
  const parts = (schema.allOf ?? []).map(part => merge(document, resolve(document, part) as OutlinedSchema));
  if (parts.length === 0) return schema;
  const all = [...parts, schema];
  return {
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map(({ properties }) => properties)),
    required: all.flatMap(({ required = [] }) => required),
  };
}

function typeOf({ type, format, enum: choices, const: only }: OutlinedSchema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (choices) {
    const shown = choices.slice(0, MAX_CHOICES).map(choice => JSON.stringify(choice));
    return shown.join(' | ') + (choices.length > MAX_CHOICES ? ' | …' : '');
  }
  const name = [type ?? 'any'].flat().join(' or ');
  return format === undefined ? name : `${name} (${format})`;
}

/** What a reference within the document refers to, or the value itself. */
export function resolve(document: object, value: unknown): unknown {
  let found = value;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const ref = (found as { $ref?: unknown } | undefined)?.$ref;
    if (typeof ref !== 'string' || !ref.startsWith('#/')) return found;
    found = ref
      .slice(2)
      .split('/')
      .map(part => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((inner, part) => (inner as Record<string, unknown> | undefined)?.[part], document);
  }
  return undefined;
}

/** References may lead to references, but not forever. */
const MAX_STEPS = 10;
