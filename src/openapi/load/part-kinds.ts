/** The parts of an OpenAPI description of any version in which references may stand. */
export type PartKind =
  | 'root'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'response'
  | 'header'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema';

/** A member that is a part or a list of parts (`one`), or an object of parts by name (`named`). */
export type MemberKind = { one: PartKind } | { named: PartKind };

const one = (kind: PartKind): MemberKind => ({ one: kind });
const named = (kind: PartKind): MemberKind => ({ named: kind });

function each(names: readonly string[], kind: MemberKind): Record<string, MemberKind> {
  return Object.fromEntries(names.map(name => [name, kind]));
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The members in which each kind of part has others. All other members are data. */
const MEMBERS: Readonly<Record<PartKind, Readonly<Record<string, MemberKind>>>> = {
  root: {
    paths: named('pathItem'),
    webhooks: named('pathItem'),
    components: one('components'),
    // 2.0
    definitions: named('schema'),
    parameters: named('parameter'),
    responses: named('response'),
    securityDefinitions: named('securityScheme'),
  },
  components: {
    schemas: named('schema'),
    parameters: named('parameter'),
    requestBodies: named('requestBody'),
    responses: named('response'),
    headers: named('header'),
    examples: named('example'),
    links: named('link'),
    callbacks: named('callback'),
    securitySchemes: named('securityScheme'),
    pathItems: named('pathItem'),
  },
  pathItem: {
    parameters: one('parameter'),
    ...each([...METHODS, ...METHODS.map(name => name.toUpperCase())], one('operation')),
  },
  operation: {
    parameters: one('parameter'),
    requestBody: one('requestBody'),
    responses: named('response'),
    callbacks: named('callback'),
  },
  parameter: {
    schema: one('schema'),
    items: one('schema'),
    content: named('mediaType'),
    examples: named('example'),
  },
  requestBody: { content: named('mediaType') },
  mediaType: { schema: one('schema'), examples: named('example'), encoding: named('encoding') },
  encoding: { headers: named('header') },
  response: { schema: one('schema'), headers: named('header'), content: named('mediaType'), links: named('link') },
  header: { schema: one('schema'), items: one('schema'), content: named('mediaType'), examples: named('example') },
  example: {},
  link: {},
  // its members are path items, each at an address
  callback: {},
  securityScheme: {},
  schema: {
    ...each(['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains'], one('schema')),
    ...each(['additionalProperties', 'unevaluatedProperties', 'propertyNames', 'contentSchema'], one('schema')),
    ...each(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'], one('schema')),
    ...each(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'], named('schema')),
  },
};

/** What a member of a part is; undefined where it is data. */
export function memberKind(kind: PartKind, name: string): MemberKind | undefined {
  if (kind === 'callback') return name.startsWith('x-') ? undefined : one('pathItem');
  return Object.hasOwn(MEMBERS[kind], name) ? MEMBERS[kind][name] : undefined;
}

/** Where parts of a kind stand that references name: a section of `components` in 3.x, of the document in 2.0. */
export function sectionOf(kind: PartKind, isVersion2: boolean): string | undefined {
  return (isVersion2 ? SECTIONS_2 : SECTIONS)[kind];
}

const SECTIONS: Partial<Record<PartKind, string>> = {
  schema: 'schemas',
  parameter: 'parameters',
  requestBody: 'requestBodies',
  response: 'responses',
  header: 'headers',
  example: 'examples',
  link: 'links',
  callback: 'callbacks',
  securityScheme: 'securitySchemes',
};

const SECTIONS_2: Partial<Record<PartKind, string>> = {
  schema: 'definitions',
  parameter: 'parameters',
  response: 'responses',
};

/** Whether a part may be a reference to one that stands elsewhere. */
export function mayBeReference(kind: PartKind): boolean {
  return kind !== 'root' && kind !== 'components' && kind !== 'operation';
}
