import {
  contentReader,
  type DescribedOperation,
  type Description,
  findResponse,
  isBodiless,
  OperationMatcher,
  parameterReader,
} from '../../../src/openapi/index.js';
import type { Exchange, Step } from './steps.js';

/** What a description says of the exchanges with a server. */
export type Validator = {
  /** The operation of a request. */
  find(step: Step): DescribedOperation | undefined;
  /** What of a response the description does not allow. */
  findResponseIssues(exchange: Exchange): string[];
  /** What of a request the description does not allow. */
  findRequestIssues(step: Step): string[];
};

export function createValidator({ operations }: Description, basePath: string): Validator {
  const matcher = new OperationMatcher(
    operations.map(operation => ({ method: operation.method, template: operation.path, value: operation })),
  );
  const match = ({ method, path }: Step) => {
    const [pathname = ''] = path.split('?');
    return matcher.match(method, pathname.slice(basePath.length));
  };
  return {
    find: step => match(step)?.value,
    findResponseIssues: exchange => {
      const operation = match(exchange.step)?.value;
      return operation ? responseIssues(operation, exchange) : [];
    },
    findRequestIssues: step => {
      const found = match(step);
      return found ? requestIssues(found.value, found.parameters, step) : [];
    },
  };
}

function responseIssues(operation: DescribedOperation, { status, headers, text, step }: Exchange): string[] {
  const response = findResponse(operation, status);
  if (!response) return [`${operation.id} has no response ${status}`];
  const issues = response.headers.flatMap(({ name, required, schema }) => {
    const value = headers[name.toLowerCase()];
    if (value === undefined) return required ? [`${name} is missing`] : [];
    const sent = /^\d+$/.test(String(value)) ? Number(value) : value;
    return schema.validate(sent).map(({ message }) => `${name} ${message}`);
  });
  if (step.method === 'HEAD' || isBodiless(status) || response.contents.length === 0) {
    return text === '' ? issues : [...issues, 'the body is not empty'];
  }
  const mediaType = headers['content-type']?.split(';')[0];
  const content = response.contents.find(each => each.mediaType === mediaType);
  if (!content) return [...issues, `${operation.id} ${status} is no ${mediaType}`];
  const wrong = content.schema?.validate(JSON.parse(text), 'whole') ?? [];
  return [...issues, ...wrong.map(({ path, message }) => `/${path.join('/')} ${message}`)];
}

function requestIssues(operation: DescribedOperation, path: Readonly<Record<string, string>>, step: Step): string[] {
  const headers = Object.fromEntries(Object.entries(step.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const [, search = ''] = step.path.split('?');
  const { issues } = parameterReader(operation.parameters)({ path, search, headers });
  const body = contentReader(operation.body, { depth: 64 })(Buffer.from(step.body ?? ''), headers['content-type']);
  if ('unsupported' in body) return ['the media type is not documented'];
  return [...issues, ...body.issues].map(issue => `${issue.in} ${issue.path.join('.')} ${issue.message}`);
}
