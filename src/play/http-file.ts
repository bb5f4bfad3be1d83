import { type DescribedOperation, type Description, toLine } from '../openapi/index.js';
import { type SampleOptions, type SampleRequest, sampleCredential, sampleRequest } from './sample-request.js';

export type HttpFileOptions = SampleOptions & {
  /** The URL before the base path: `http://localhost:8000`. */
  server: string;
};

/**
 * Formats a file of requests as editors read it (`.http`), with one request for each operation. The URL and the credentials are
 * variables. Requests that delete come last, so that the file can be sent from the top to the bottom.
 */
export function formatHttpFile(description: Description, options: HttpFileOptions): string {
  const { operations, title, version, basePaths } = description;
  const variables = nameCredentials(description, options);
  const isOne = operations.every(operation => operation.basePaths === undefined);
  const requests = sortRequests(operations).map(operation => {
    const request = sampleRequest(operation, options);
    const name = toLine(operation.summary === undefined ? operation.id : `${operation.id}: ${operation.summary}`);
    const basePath = isOne ? '' : ((operation.basePaths ?? basePaths)[0] ?? '');
    const written = request && formatRequest({ ...request, path: basePath + request.path }, variables);
    return written === undefined
      ? `# ${name}\n# ${operation.method} ${toLine(operation.path)} has no request that such a file can hold.\n`
      : `### ${name}\n${written}`;
  });
  const lines = [
    `# ${toLine(`${title} ${version}`).trim()}: a request for each operation.`,
    '',
    `@baseUrl = ${options.server}${isOne ? toLine(basePaths[0] ?? '') : ''}`,
    ...variables.flatMap(({ name, value, note }) => [`# ${note}`, `@${name} = ${value}`]),
    '',
  ];
  return [lines.join('\n'), ...requests].join('\n');
}

/** The variable of a credential, whose value is what a sample request has. */
type Variable = { name: string; value: string; note: string };

/** The variables of the credentials that sample requests have. */
function nameCredentials({ operations }: Description, options: HttpFileOptions): Variable[] {
  const used = new Map(
    operations.flatMap(({ security: [first = []] }) => first.map(({ scheme }) => [scheme.name, scheme] as const)),
  );
  return [...used.values()]
    .filter(({ type }) => type !== 'mutualTLS')
    .map((scheme, at) => {
      const isBasic = scheme.type === 'basic';
      const credential = sampleCredential(scheme, options);
      return {
        name: at === 0 ? 'token' : `token${at + 1}`,
        value: isBasic ? Buffer.from(credential).toString('base64') : credential,
        note: `for ${toLine(scheme.name)}${isBasic ? ', as NAME:PASSWORD in base64' : ''}`,
      };
    });
}

/** The operations in their order, but those that delete last, and of them the longest paths first. */
function sortRequests(operations: readonly DescribedOperation[]): DescribedOperation[] {
  const rank = ({ method, path }: DescribedOperation) => (method === 'DELETE' ? 1000 - path.split('/').length : 0);
  return operations.toSorted((left, right) => rank(left) - rank(right));
}

/** A request as text; undefined for one that is no text, or that an editor would take for something else. */
function formatRequest({ method, path, headers, body }: SampleRequest, variables: readonly Variable[]) {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // a name of a description may have a line break
  if (fields.some(field => /\p{Cc}|\{\{/u.test(field))) return undefined;
  const head = variables.reduce(
    (text, { name, value }) => text.replaceAll(value, `{{${name}}}`),
    [`${method} {{baseUrl}}${path.replaceAll('{', '%7B')}`, ...fields].join('\n'),
  );
  if (!body) return `${head}\n`;
  const text = formatBody(body, headers['Content-Type']);
  return text === undefined ? undefined : `${head}\n\n${text}\n`;
}

function formatBody(body: Buffer, contentType = ''): string | undefined {
  const text = body.toString();
  const json = /json/i.test(contentType) ? parseJson(text) : undefined;
  if (json !== undefined) return JSON.stringify(json, null, 2).replaceAll('{{', '{\\u007b');
  return !Buffer.from(text).equals(body) || UNREADABLE.test(text) ? undefined : text.replaceAll('\r\n', '\n').trimEnd();
}

/** A character that no text has, a variable, the end of a request, the name of a file, a script. */
const UNREADABLE = /\0|\r(?!\n)|\{\{|^###|^<@?\w*\s|^[<>]{1,2} /m;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
