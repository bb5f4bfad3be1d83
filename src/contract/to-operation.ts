import { PROBLEM_TYPE } from '../kernel/index.js';
import {
  type Content,
  chooseContent,
  chooseJson,
  type DescribedOperation,
  type DescribedSchema,
  type Example,
  findResponse,
  findTouchedPlaces,
  isBodiless,
  mayBeJson,
  type Parameter,
  readShape,
  type SchemaIssue,
  type Shape,
} from '../openapi/index.js';
import type { Input, Operation, QueryParameter } from './operation.js';
import { type Certainty, isCertainty, type Statement, statementAt } from './statements.js';

type Origin = {
  /** Where the operations of the description are served. */
  basePaths: readonly string[];
  /** What documents state of them. */
  statements(): readonly Statement[];
};

/** The tag of an operation that no document has. */
const COMPANION = 'companion';

/** An operation of a description, of which there may be statements, as the server, the journal and the judge know operations. */
export function toOperation(described: DescribedOperation, { basePaths, statements }: Origin): Operation {
  const { id, method, path, place, body, isOpen, security, parameters, responses } = described;
  const [basePath = ''] = described.basePaths ?? basePaths;
  const contentsOf = (status: number) => findResponse(described, status)?.contents ?? [];
  const certainty = createCertainty(described, statements);
  let query: Operation['query'] | undefined;
  return {
    id,
    method,
    place,
    template: basePath + path,
    isCompanion: certainty.isCompanion,
    isOpen,
    security,
    get query() {
      query ??= readQuery(parameters);
      return query;
    },
    readsHeaders: parameters.some(parameter => parameter.in === 'header' || parameter.in === 'cookie'),
    body: body && inputOf(chooseJson(body.contents)?.schema),
    examples: status => [...new Set(contentsOf(status).flatMap(({ examples }) => examples.map(({ name }) => name)))],
    example: (status, name) => findExample(contentsOf(status), name, { id, of: String(status) }),
    bodyExample: name => findExample(body?.contents ?? [], name, { id, of: 'its body' }),
    responses: responses.map(({ status }) => status),
    statuses: new Set(responses.flatMap(({ status }) => (/^\d{3}$/.test(status) ? [Number(status)] : []))),
    certainty: certainty.of,
    statementAt: at => statementAt(statements(), at),
    touched: response => findPlaces(described, response),
    violations: response => findViolations(described, response),
  };
}

/** How certain the responses are: as the description says itself (`x-certainty`), or else as its statements say. */
function createCertainty(described: DescribedOperation, statements: Origin['statements']) {
  const { place, responses, tags } = described;
  // statements of a shipped API are read only when they are needed
  const saysItself = responses.some(({ certainty }) => isCertainty(certainty));
  const isCompanion =
    tags.includes(COMPANION) || (!saysItself && statementAt(statements(), place)?.certainty === COMPANION);
  const known = new Map<number, Certainty>();
  const find = (status: number): Certainty => {
    if (isCompanion) return COMPANION;
    const response = findResponse(described, status);
    if (!response) return 'generated';
    if (isCertainty(response.certainty)) return response.certainty;
    return statementAt(statements(), response.place)?.certainty ?? 'explicit';
  };
  const of = (status: number): Certainty => {
    const certainty = known.get(status) ?? find(status);
    known.set(status, certainty);
    return certainty;
  };
  return { isCompanion, of };
}

function readQuery(parameters: readonly Parameter[]): ReadonlyMap<string, QueryParameter> {
  return new Map(
    parameters.flatMap(({ in: where, name, schema }) =>
      where === 'query' ? [[name, Object.assign(inputOf(schema), { name })]] : [],
    ),
  );
}

/** The shape is read when it is needed: a schema that contains itself has none. */
function inputOf(schema: DescribedSchema | undefined): Input {
  let shape: Shape | undefined;
  return {
    get shape() {
      shape ??= schema ? readShape(schema) : NO_SHAPE;
      return shape;
    },
    issues: value => schema?.validate(value, 'whole') ?? [],
  };
}

const NO_SHAPE: Shape = { types: new Set(), properties: new Map(), items: undefined };

/** The JSON text of an example by its name, or of the first one. */
function findExample(
  contents: readonly Content[],
  name: string | undefined,
  { id, of }: { id: string; of: string },
): string {
  const examples = contents.flatMap(({ examples }) => examples);
  const found = name === undefined ? examples[0] : examples.find(example => example.name === name);
  const text = found && (texts.get(found) ?? JSON.stringify(found.value()));
  if (!found || text === undefined) {
    throw new Error(`${id} documents no example ${name === undefined ? '' : `${name} `}of ${of}`);
  }
  texts.set(found, text);
  return text;
}

/** Examples never change. */
const texts = new WeakMap<Example, string>();

type SentResponse = { status: number; mediaType: string; body: unknown };

function findViolations(
  described: DescribedOperation,
  { status, mediaType, body }: SentResponse,
): readonly SchemaIssue[] {
  const response = findResponse(described, status);
  const breach = (message: string, wanted: string): readonly SchemaIssue[] => [
    { path: [], expected: 'choice', message, wanted, schemaPath: `${described.place}/responses` },
  ];
  // refusals that the description does not have are problems
  const isOurs = mediaType === PROBLEM_TYPE && !response?.contents.some(content => chooseContent([content], mediaType));
  if (isOurs) return [];
  if (!response) return breach(`must not have status ${status}`, 'a documented status');
  const { contents } = response;
  // what the description says of the body of such a response, HTTP forbids
  if (contents.length === 0 || isBodiless(status)) return [];
  const content = mediaType === '' ? undefined : chooseContent(contents, mediaType);
  if (!content) {
    const types = contents.map(({ mediaType }) => mediaType).join(' or ');
    return breach(`must be ${types}, not ${mediaType || 'empty'}`, types);
  }
  return content.schema && mayBeJson(mediaType) ? content.schema.validate(body, 'first-items') : [];
}

function findPlaces(
  described: DescribedOperation,
  { status, body }: Pick<SentResponse, 'status' | 'body'>,
): ReadonlySet<string> {
  const response = findResponse(described, status);
  const content = chooseJson(response?.contents ?? []);
  if (!response || !content?.schema) return new Set();
  return findTouchedPlaces(body, content.schema).add(response.place).add(content.place);
}
