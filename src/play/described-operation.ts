import { type Operation, type Statement, statementAt } from '../contract/index.js';
import {
  type Content,
  chooseContent,
  type DescribedOperation,
  findResponse,
  isBodiless,
  type SchemaIssue,
  type Shape,
} from '../openapi/index.js';
import { PROBLEM_TYPE } from './refuse/refuse.js';
import { mayBeJson } from './serialize.js';

/** The part of a description that says where its operations are served. */
type Mounted = { basePaths: readonly string[] };

/** An operation of a description, of which there may be statements, as the server and the journal know operations. */
export function toOperation(
  described: DescribedOperation,
  { basePaths, statements }: Mounted & { statements: readonly Statement[] },
): Operation {
  const { id, method, path, place, body, security, responses } = described;
  const [basePath = ''] = described.basePaths ?? basePaths;
  const documented = new Set(responses.flatMap(({ status }) => (/^\d{3}$/.test(status) ? [Number(status)] : [])));
  const examplesOf = (contents: readonly Content[]) => [
    ...new Set(contents.flatMap(({ examples }) => examples.map(({ name }) => name))),
  ];
  const exampleIn = (contents: readonly Content[], name: string | undefined): string => {
    const examples = contents.flatMap(({ examples }) => examples);
    const found = name === undefined ? examples[0] : examples.find(example => example.name === name);
    if (!found) throw new Error(`${id} documents no example ${name ?? ''}`);
    return JSON.stringify(found.value());
  };
  return {
    id,
    method,
    place,
    template: basePath + path,
    isCompanion: statementAt(statements, place)?.certainty === 'companion',
    isOpen: security.length === 0,
    query: new Map(),
    body: body && { shape: NO_SHAPE, issues: () => [] },
    examples: status => examplesOf(findResponse(described, status)?.contents ?? []),
    example: (status, name) => exampleIn(findResponse(described, status)?.contents ?? [], name),
    bodyExample: name => exampleIn(body?.contents ?? [], name),
    statuses: documented,
    certainty(status) {
      const response = findResponse(described, status);
      return response ? (statementAt(statements, response.place)?.certainty ?? 'explicit') : 'generated';
    },
    statementAt: at => statementAt(statements, at),
    touched: () => new Set(),
    violations: response => findViolations(described, response),
  };
}

/** The path templates of an operation, with each of its base paths and without, as clients of other mocks send it. */
export function templatesOf({ path, basePaths: own }: DescribedOperation, { basePaths }: Mounted): string[] {
  const templates = [...(own ?? basePaths), ''].map(basePath => basePath + path);
  // in the paths of requests, repeated slashes are one, too
  return [...new Set(templates.map(template => template.replace(/\/{2,}/g, '/')))];
}

const NO_SHAPE: Shape = { types: new Set(), properties: new Map(), items: undefined };

type SentResponse = { status: number; mediaType: string; body: unknown };

function findViolations(
  described: DescribedOperation,
  { status, mediaType, body }: SentResponse,
): readonly SchemaIssue[] {
  const response = findResponse(described, status);
  const breach = (message: string, wanted: string, schemaPath: string): readonly SchemaIssue[] => [
    { path: [], expected: 'choice', message, wanted, schemaPath },
  ];
  // refusals that the description does not have are problems
  const isOurs = mediaType === PROBLEM_TYPE && !response?.contents.some(content => chooseContent([content], mediaType));
  if (isOurs) return [];
  if (!response) return breach(`must not have status ${status}`, 'a documented status', `${described.place}/responses`);
  const { contents, place } = response;
  // what the description says of the body of such a response, HTTP forbids
  if (contents.length === 0 || isBodiless(status)) return [];
  const content = mediaType === '' ? undefined : chooseContent(contents, mediaType);
  if (!content) {
    const types = contents.map(({ mediaType }) => mediaType).join(' or ');
    return breach(`must be ${types}, not ${mediaType || 'empty'}`, types, `${place}/content`);
  }
  return content.schema && mayBeJson(mediaType) ? content.schema.validate(body) : [];
}
