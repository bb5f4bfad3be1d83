import { formatPointer, Problem, valueAt } from '../kernel/index.js';
import type { Validators } from '../openapi/index.js';
import { findTouchedPlaces, type Resolve, readShape, type Schema } from '../openapi/index.js';
import { JSON_MEDIA, type JsonContent, readExamples } from './examples.js';
import type { Operation, QueryParameter } from './operation.js';
import { type Certainty, type Statement, statementAt } from './statements.js';

/** The parts of an OpenAPI description that this room reads. */
export type OpenApi = {
  servers: readonly { url: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
};
type OpenApiOperation = {
  operationId: string;
  tags?: readonly string[];
  security?: readonly object[];
  parameters?: readonly { name: string; in: string; schema: Schema }[];
  requestBody?: JsonContent;
  responses: Readonly<Record<string, JsonContent & { 'x-certainty'?: Certainty }>>;
};

type Sources = {
  api: string;
  documents: ReadonlyMap<string, Schema>;
  validators: Validators;
  statements: () => readonly Statement[];
};

const OPENAPI = 'openapi.yaml';

/** The path of the description's server, with which all paths begin: `/v1`. */
export function readBasePath({ servers }: OpenApi): string {
  return new URL(servers[0]?.url ?? '').pathname.replace(/\/$/, '');
}

/** Reads the operations of an OpenAPI description, ready to match requests, read input and judge responses. */
export function readOperations(openApi: OpenApi, sources: Sources): Operation[] {
  const basePath = readBasePath(openApi);
  return Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, description]) => {
      const pointer = formatPointer(['paths', path, method]);
      assertReadable(description, { method, pointer });
      return {
        id: description.operationId,
        method: method.toUpperCase(),
        place: `${OPENAPI}#${pointer}`,
        template: basePath + path,
        isCompanion: isCompanionOperation(description),
        isOpen: description.security?.length === 0,
        query: readQuery(description, pointer, sources),
        body: readBody(description, pointer, sources),
        ...readExamples(description, sources.api),
        violations: createResponseValidator(description, pointer, sources),
        statementAt: place => statementAt(sources.statements(), place),
        statuses: new Set(Object.keys(description.responses).map(Number)),
        certainty: createCertainty(description),
        touched: createPlaceFinder(description, pointer, sources),
      };
    }),
  );
}

function isCompanionOperation({ tags = [] }: OpenApiOperation): boolean {
  return tags.includes(COMPANION);
}

/** The tag of an operation that no document has. */
const COMPANION = 'companion';

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** OpenAPI allows more than this room reads. What it would ignore silently is an error instead. */
function assertReadable(description: OpenApiOperation, { method, pointer }: { method: string; pointer: string }): void {
  if (!METHODS.has(method)) throw unreadable(pointer, 'is no method');
  const { operationId, parameters = [], requestBody, responses } = description;
  if (!operationId) throw unreadable(pointer, 'has no operationId');
  parameters.forEach((parameter, at) => {
    if (!parameter.in || !parameter.schema)
      throw unreadable(`${pointer}/parameters/${at}`, 'must be inline, with a schema');
  });
  const bodies = { ...responses, ...(requestBody && { requestBody }) };
  for (const [name, { content }] of Object.entries(bodies)) {
    // only the media type of a response that is not JSON is judged
    if (name !== 'requestBody' && !listMediaTypes(content).includes(JSON_MEDIA)) continue;
    if (!content?.[JSON_MEDIA]?.schema)
      throw unreadable(pointer, `must give ${name} inline, with a schema for ${JSON_MEDIA}`);
  }
}

function listMediaTypes(content: JsonContent['content']): string[] {
  return Object.keys(content ?? {});
}

function unreadable(pointer: string, reason: string): Problem {
  return new Problem('contract-invalid', `openapi.yaml#${pointer} ${reason}.`);
}

function readQuery(
  { parameters = [] }: OpenApiOperation,
  pointer: string,
  sources: Sources,
): Map<string, QueryParameter> {
  const query = new Map<string, QueryParameter>();
  parameters.forEach((parameter, at) => {
    if (parameter.in !== 'query') return;
    query.set(parameter.name, { name: parameter.name, ...schemaAt(`${pointer}/parameters/${at}/schema`, sources) });
  });
  return query;
}

function readBody({ requestBody }: OpenApiOperation, pointer: string, sources: Sources): Operation['body'] {
  return requestBody && schemaAt(`${pointer}/requestBody/content/${MEDIA_TOKEN}/schema`, sources);
}

const MEDIA_TOKEN = JSON_MEDIA.replace('/', '~1');

/** The shape and the validator of a schema within openapi.yaml. */
function schemaAt(pointer: string, { documents, validators }: Sources) {
  const schema = valueAt(documents.get(OPENAPI), pointer) as Schema;
  return {
    shape: readShape(schema, { file: OPENAPI, resolve: createResolver(documents) }),
    issues: validators.complete(`${OPENAPI}#${encodeURI(pointer)}`),
  };
}

function createResolver(documents: Sources['documents']): Resolve {
  return (reference, file) => {
    const [path = '', fragment = ''] = reference.split('#');
    const target = path ? new URL(path, `contract:/${file}`).pathname.slice(1) : file;
    return { schema: valueAt(documents.get(target), fragment) as Schema, file: target };
  };
}

function createCertainty(description: OpenApiOperation): Operation['certainty'] {
  const isCompanion = isCompanionOperation(description);
  return status => (isCompanion ? COMPANION : (description.responses[status]?.['x-certainty'] ?? 'generated'));
}

function createResponseValidator(
  { responses }: OpenApiOperation,
  pointer: string,
  sources: Sources,
): Operation['violations'] {
  const documented = new Map(
    Object.entries(responses).map(([status, { content }]) => [
      Number(status),
      {
        mediaTypes: listMediaTypes(content),
        validator: sources.validators.bounded(
          `${OPENAPI}#${encodeURI(`${pointer}/responses/${status}/content/${MEDIA_TOKEN}/schema`)}`,
        ),
      },
    ]),
  );
  return ({ status, mediaType, body }) => {
    const response = documented.get(status);
    const schemaPath = `${OPENAPI}#${pointer}/responses`;
    const broken = (message: string, wanted: string) => [
      { path: [], expected: 'choice' as const, message, wanted, schemaPath },
    ];
    if (!response) return broken(`must not have status ${status}`, 'a documented status');
    const { mediaTypes, validator } = response;
    if (mediaTypes.length === 0 && mediaType === '') return [];
    const types = mediaTypes.join(' or ');
    if (!mediaTypes.includes(mediaType)) return broken(`must be ${types}, not ${mediaType}`, types);
    return mediaType === JSON_MEDIA ? validator(body) : [];
  };
}

function createPlaceFinder(
  { responses }: OpenApiOperation,
  pointer: string,
  { documents }: Sources,
): Operation['touched'] {
  const resolve = createResolver(documents);
  return ({ status, body }) => {
    const schema = responses[status]?.content?.[JSON_MEDIA]?.schema;
    if (!schema) return new Set();
    const response = `${pointer}/responses/${status}`;
    const content = `${response}/content/${MEDIA_TOKEN}`;
    const places = findTouchedPlaces(body, { schema, file: OPENAPI, pointer: `${content}/schema`, resolve });
    return places.add(`${OPENAPI}#${response}`).add(`${OPENAPI}#${content}`);
  };
}
