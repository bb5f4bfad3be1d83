import { type OutlinedSchema, outlineSchema, resolve } from './outline-schema.js';

/** An OpenAPI description, as far as it is read here. */
export type BundledDescription = {
  paths?: Record<string, Record<string, unknown>>;
  servers?: { url?: string }[];
  basePath?: string;
};

/** What a description says of an operation, as it is shown. */
export type OperationOutline = {
  method: string;
  path: string;
  summary: string | undefined;
  description: string | undefined;
  parameters: { name: string; place: string; type: string; isRequired: boolean; description: string | undefined }[];
  /** The body of the request in lines. */
  body: string[];
  responses: { status: string; description: string; outline: string[] }[];
};

type Media = Record<string, { schema?: OutlinedSchema }>;
type Parameter = {
  name?: string;
  in?: string;
  required?: boolean;
  description?: string;
  schema?: OutlinedSchema;
} & OutlinedSchema;
type DescribedResponse = { description?: string; content?: Media; schema?: OutlinedSchema };

type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content?: Media };
  responses?: Record<string, DescribedResponse>;
};

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Finds an operation by its id, or by its method and path where it has no id; undefined where it is not there. */
export function describeOperation(description: BundledDescription, id: string): OperationOutline | undefined {
  for (const [path, item] of Object.entries(description.paths ?? {})) {
    for (const [method, value] of Object.entries(item)) {
      if (!METHODS.has(method)) continue;
      const operation = value as Operation;
      const { operationId = `${method.toUpperCase()} ${path}` } = operation;
      if (operationId !== id) continue;
      const shared = (item.parameters ?? []) as Parameter[];
      return describe(description, { method, path, operation, shared });
    }
  }
  return undefined;
}

type FoundOperation = { method: string; path: string; operation: Operation; shared: readonly Parameter[] };

function describe(document: BundledDescription, { method, path, operation, shared }: FoundOperation): OperationOutline {
  const all = [...shared, ...(operation.parameters ?? [])].map(one => resolve(document, one) as Parameter);
  // 2.0 has the body among the parameters
  const inBody = all.find(one => one.in === 'body');
  const body =
    schemaOf((resolve(document, operation.requestBody) as Operation['requestBody'])?.content) ?? inBody?.schema;
  return {
    method: method.toUpperCase(),
    path: basePathOf(document) + path,
    summary: operation.summary,
    description: operation.description,
    parameters: all
      .filter(one => one.in !== 'body')
      .map(one => ({
        name: one.name ?? '',
        place: one.in ?? '',
        type: outlineSchema(document, one.schema ?? one)[0] ?? 'any',
        isRequired: one.required === true,
        description: one.description,
      })),
    body: body === undefined ? [] : outlineSchema(document, body),
    responses: Object.entries(operation.responses ?? {}).map(([status, one]) => {
      const response = resolve(document, one) as DescribedResponse;
      const schema = schemaOf(response.content) ?? response.schema;
      const outline = schema === undefined ? [] : outlineSchema(document, schema);
      return { status, description: response.description ?? '', outline };
    }),
  };
}

/** The mock names itself as the only server, by its path. */
function basePathOf({ servers, basePath = '' }: BundledDescription): string {
  return (servers?.[0]?.url ?? basePath).replace(/\/$/, '');
}

function schemaOf(content: Media | undefined): OutlinedSchema | undefined {
  return Object.values(content ?? {})[0]?.schema;
}
