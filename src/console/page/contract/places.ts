import type { Apis, StatementEntry } from '../data/admin-types.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { type OutlinedSchema, outlineSchema, resolve } from '../detail/outline-schema.js';

/** One thing that a contract says, at a place of its description. */
export type PlaceRow = {
  /** The pointers of the place: where it stands, and what a reference there leads to. */
  pointers: readonly string[];
  depth: number;
  name: string;
  type: string;
  isRequired: boolean;
  description: string | undefined;
};

export type PlaceSection = { title: string; rows: readonly PlaceRow[] };

type Described = OutlinedSchema & { description?: string };
type Input = Described & { name?: string; in?: string; required?: boolean; schema?: Described; example?: unknown };
type Media = { content?: Record<string, { schema?: Described }>; description?: string; schema?: Described };
type OperationItem = {
  parameters?: Input[];
  requestBody?: Media;
  responses?: Record<string, Media>;
  description?: string;
};

/** An operation as the control plane lists it. */
export type ListedOperation = Apis['apis'][number]['operations'][number];

/** An operation in the description of its API. */
export type FoundOperation = {
  path: string;
  method: string;
  item: OperationItem;
  shared: readonly Input[];
  pointer: string;
};

/** Finds an operation by its method and the end of its path below the mock. */
export function findOperation(
  { paths = {} }: BundledDescription,
  { method, path, id }: { method: string; path: string; id: string },
): FoundOperation | undefined {
  for (const [template, found] of Object.entries(paths)) {
    const item = found[method.toLowerCase()] as (OperationItem & { operationId?: string }) | undefined;
    if (!item || !(item.operationId === id || (item.operationId === undefined && path.endsWith(template)))) continue;
    const shared = (found.parameters ?? []) as Input[];
    return { path: template, method, item, shared, pointer: `/paths/${escapeName(template)}/${method.toLowerCase()}` };
  }
  return undefined;
}

/** The parameters of an operation, those that it shares with others of its path among them. */
export function parametersOf(document: BundledDescription, { item, shared, pointer }: FoundOperation) {
  const end = pointer.lastIndexOf('/');
  return [
    ...(item.parameters ?? []).map((written, at) => ({ written, at: `${pointer}/parameters/${at}` })),
    ...shared.map((written, at) => ({ written, at: `${pointer.slice(0, end)}/parameters/${at}` })),
  ].map(({ written, at }) => {
    const { schema, pointer } = follow(document, written, at);
    return { input: schema as Input, pointers: [...new Set([at, pointer])] };
  });
}

/** All that a contract says of an operation. */
export function sectionsOf(document: BundledDescription, operation: FoundOperation): PlaceSection[] {
  const { item, pointer, method, path } = operation;
  const parameters = parametersOf(document, operation);
  const body = parameters.find(({ input }) => input.in === 'body');
  const head = { depth: 0, name: `${method} ${path}`, type: '', isRequired: false, description: item.description };
  const media = item.requestBody
    ? rootRows(document, item.requestBody, `${pointer}/requestBody`)
    : body
      ? rootRows(document, body.input, body.pointers[0] ?? '')
      : [];
  return [
    { title: 'Operation', rows: [{ ...head, pointers: [pointer] }] },
    {
      title: 'Parameters',
      rows: parameters.flatMap(({ input, pointers }) =>
        input.in === 'body'
          ? []
          : {
              pointers,
              depth: 0,
              name: input.name ?? '',
              type: `${input.in}, ${outlineSchema(document, input.schema ?? input)[0]}`,
              isRequired: input.required === true,
              description: input.description,
            },
      ),
    },
    { title: 'Body', rows: media },
    ...Object.entries(item.responses ?? {}).map(([status, response]) => ({
      title: `Response ${status}`,
      rows: rootRows(document, response, `${pointer}/responses/${escapeName(status)}`),
    })),
  ].filter(({ rows }) => rows.length > 0);
}

/** A body or a response, and what its schema says. */
function rootRows(document: BundledDescription, written: Media, at: string): PlaceRow[] {
  const { schema: media, pointer } = follow(document, written, at) as { schema: Media; pointer: string };
  const [type, content] = Object.entries(media.content ?? {})[0] ?? [];
  const schema = content?.schema ?? media.schema;
  const schemaPlace = content ? `${pointer}/content/${escapeName(type ?? '')}/schema` : `${pointer}/schema`;
  const target = schema && follow(document, schema, schemaPlace);
  const root = {
    pointers: [...new Set([at, pointer, ...(target ? [target.pointer] : [])])],
    depth: 0,
    name: type ?? 'no body',
    type: schema ? (outlineSchema(document, schema)[0] ?? '') : '',
    isRequired: false,
    description: media.description,
  };
  return [root, ...(schema ? schemaRows(document, schema, schemaPlace, 1) : [])];
}

/** The members of a schema at a place, and theirs. */
export function schemaRows(document: object, schema: Described, pointer: string, depth = 0): PlaceRow[] {
  return rowsIn(document, schema, { at: pointer, depth, seen: [] });
}

/** How deep the rows go. */
const MAX_DEPTH = 6;

type Within = { at: string; depth: number; seen: readonly string[] };

function rowsIn(document: object, written: Described, { at, depth, seen }: Within): PlaceRow[] {
  const { schema, pointer } = follow(document, written, at) as { schema: Described; pointer: string };
  if (depth > MAX_DEPTH || seen.includes(pointer)) return [];
  const inside = (part: Described, name: string, more = 0) =>
    rowsIn(document, part, { at: `${pointer}/${name}`, depth: depth + more, seen: [...seen, pointer] });
  const row = (name: string, member: Described, place: string, isRequired: boolean): PlaceRow => {
    const target = follow(document, member, place);
    return {
      pointers: [...new Set([place, target.pointer])],
      depth,
      name,
      type: outlineSchema(document, member)[0] ?? '',
      isRequired,
      description: member.description ?? (target.schema as Described | undefined)?.description,
    };
  };
  const required = new Set(schema.required);
  return [
    ...(schema.allOf ?? []).flatMap((part, at) => inside(part, `allOf/${at}`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
      const place = `properties/${escapeName(name)}`;
      return [row(name, member, `${pointer}/${place}`, required.has(name)), ...inside(member, place, 1)];
    }),
    ...(schema.items ? inside(schema.items, 'items') : []),
    ...(['oneOf', 'anyOf'] as const).flatMap(word =>
      (schema[word] ?? []).flatMap((part, at) => {
        const rows = inside(part, `${word}/${at}`, 1);
        return rows.length === 0
          ? []
          : [row(`alternative ${at + 1}`, part, `${pointer}/${word}/${at}`, false), ...rows];
      }),
    ),
  ];
}

/** What a reference leads to, with its place; other values stay where they are. */
function follow(document: object, written: object | undefined, at: string): { schema: object; pointer: string } {
  const ref = (written as { $ref?: unknown } | undefined)?.$ref;
  if (typeof ref !== 'string') return { schema: written ?? {}, pointer: at };
  const place = pointerOf(ref);
  return { schema: (resolve(document, { $ref: `#${place}` }) as object | undefined) ?? {}, pointer: place };
}

/** A place of a contract's files as a pointer into its description: `schemas/order.json#/properties/id` is a component there. */
export function pointerOf(place: string): string {
  const [, name, inner = ''] = /^(?:schemas\/)?([\w.-]+)\.json(?:#(.*))?$/.exec(place) ?? [];
  if (name !== undefined) return `/components/schemas/${name}${inner}`;
  return place.slice(place.indexOf('#') + 1);
}

function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The statements about each row, by its place in the list: a statement is about the rows that are nearest to its places. */
export function statementsAt(
  rows: readonly PlaceRow[],
  statements: readonly StatementEntry[],
): ReadonlyMap<number, StatementEntry[]> {
  const found = new Map<number, StatementEntry[]>();
  for (const statement of statements) {
    for (const place of statement.pointers.map(pointerOf)) {
      const lengths = rows.map(({ pointers }) =>
        Math.max(
          -1,
          ...pointers.filter(one => place === one || place.startsWith(`${one}/`)).map(({ length }) => length),
        ),
      );
      const nearest = Math.max(...lengths, 0);
      lengths.forEach((length, at) => {
        if (length !== nearest || length <= 0) return;
        const before = found.get(at) ?? [];
        if (!before.includes(statement)) found.set(at, [...before, statement]);
      });
    }
  }
  return found;
}

/** What a contract says of the whole API: its servers and its credentials. */
export function wholeSections(
  document: BundledDescription & { security?: object[]; components?: object },
): PlaceSection[] {
  const { servers = [], components } = document;
  const { securitySchemes = {} } = (components ?? {}) as {
    securitySchemes?: Record<string, { type?: string; description?: string }>;
  };
  const row = { depth: 0, isRequired: false };
  return [
    {
      title: 'Servers',
      rows: servers.map(({ url = '' }, at) => ({
        ...row,
        pointers: [`/servers/${at}`],
        name: url,
        type: '',
        description: undefined,
      })),
    },
    {
      title: 'Credentials',
      rows: [
        ...(document.security
          ? [{ ...row, pointers: ['/security'], name: 'needed', type: '', description: undefined }]
          : []),
        ...Object.entries(securitySchemes).map(([name, { type = '', description }]) => ({
          ...row,
          pointers: [`/components/securitySchemes/${escapeName(name)}`],
          name,
          type,
          description,
        })),
      ],
    },
  ].filter(({ rows }) => rows.length > 0);
}

/** The names of the schemas: those of the description, and those that only statements name. */
export function schemaNames(
  document: BundledDescription & { components?: object; definitions?: object },
  statements: readonly StatementEntry[],
): string[] {
  const { schemas = {} } = (document.components ?? {}) as { schemas?: object };
  const cited = statements.flatMap(({ pointers }) =>
    pointers.flatMap(place => /^schemas\/([\w.-]+)\.json#/.exec(place)?.[1] ?? []),
  );
  return [...new Set([...Object.keys(schemas), ...Object.keys(document.definitions ?? {}), ...cited])].sort();
}
