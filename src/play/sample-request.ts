import { credentialHeader, printedCredential } from '../auth/index.js';
import { generateValue, VALUES_TIME } from '../fake/index.js';
import { isObject } from '../kernel/index.js';
import {
  type DescribedOperation,
  type DescribedSchema,
  type Description,
  type Example,
  type Parameter,
  type SecurityScheme,
  writeContent,
  writeParameters,
} from '../openapi/index.js';
import type { ResourceApi, SampleKey } from '../resource/index.js';

/** A request that an operation accepts. */
export type SampleRequest = {
  method: string;
  /** The path and the query, without the base path. */
  path: string;
  /** Names and values, with the credentials. */
  headers: Record<string, string>;
  body: Buffer | undefined;
};

/** What a sample request is made with. */
export type SampleOptions = {
  api: string;
  seed: number;
  /** Finds the keys of existing records, as `ResourceApi.sampleKeys`. */
  keys?: ResourceApi['sampleKeys'] | undefined;
  /** The credential of a scheme; by default the one that the mock prints for it. */
  credential?: ((scheme: SecurityScheme) => string | undefined) | undefined;
};

/** The credential that sample requests have for a scheme. */
export function sampleCredential(scheme: SecurityScheme, options: SampleOptions): string {
  return options.credential?.(scheme) ?? printedCredential(scheme, options);
}

/**
 * Makes a plausible request to an operation: with its examples, or else values made from its schemas, for all that is
 * required. Undefined where no value is valid.
 */
export function sampleRequest(operation: DescribedOperation, options: SampleOptions): SampleRequest | undefined {
  const parts = sampleParts(operation, options);
  if (!parts) return undefined;
  const { search, headers, body } = parts;
  const filled = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => parts.path[name] ?? '');
  const path = filled.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
  return { method: operation.method, path: search === '' ? path : `${path}?${search}`, headers, body };
}

/** What such a request has: the encoded segments of its path by name, its query, its headers and its body. */
export function sampleParts(
  operation: DescribedOperation,
  options: SampleOptions,
): (Pick<SampleRequest, 'headers' | 'body'> & { path: Readonly<Record<string, string>>; search: string }) | undefined {
  const { seed, keys = () => [] } = options;
  const required = operation.parameters.filter(parameter => parameter.required);
  const known = keys(operation.id);
  const values = required.map(parameter => {
    const key = known.find(key => key.in === parameter.in && key.name === parameter.name);
    return { ...parameter, value: key?.value ?? valueFor(parameter, parameter.name, seed) };
  });
  if (values.some(({ value }) => value === undefined)) return undefined;
  // a parameter may be called __proto__
  const valuesIn = (place: Parameter['in']) =>
    Object.fromEntries(values.flatMap(({ in: where, name, value }) => (where === place ? [[name, value]] : [])));
  const written = writeParameters(required, {
    path: valuesIn('path'),
    query: valuesIn('query'),
    header: valuesIn('header'),
    cookie: valuesIn('cookie'),
  });
  const content = operation.body?.contents[0];
  const made = content && bodyFor(content.schema, content.examples, seed);
  const body = isObject(made) ? withKeys(made, known) : made;
  const sent = content && body !== undefined ? writeContent(body, content) : undefined;
  const headers = new Map(Object.entries(written.headers));
  if (sent) headers.set('Content-Type', sent.contentType);
  const query = [written.search];
  for (const { scheme } of operation.security[0] ?? []) {
    const credential = sampleCredential(scheme, options);
    const header = credentialHeader(scheme, credential);
    if (header?.header === 'Cookie')
      headers.set('cookie', [headers.get('cookie') ?? [], header.value].flat().join('; '));
    else if (header) headers.set(header.header, header.value);
    else if (scheme.type === 'apiKey')
      query.push(`${encodeURIComponent(scheme.key)}=${encodeURIComponent(credential)}`);
  }
  return {
    path: written.path,
    search: query.filter(part => part !== '').join('&'),
    headers: Object.fromEntries(headers),
    body: sent?.bytes,
  };
}

function valueFor({ schema, examples }: Pick<Parameter, 'schema' | 'examples'>, name: string, seed: number): unknown {
  const value = validExample(schema, examples) ?? generateValue(schema, { seed, name, now: VALUES_TIME })?.value;
  // an empty path parameter would be another path
  return value === '' ? 'x' : value;
}

function bodyFor(schema: DescribedSchema | undefined, examples: readonly Example[], seed: number): unknown {
  if (!schema) return examples[0]?.value();
  return validExample(schema, examples) ?? generateValue(schema, { seed, now: VALUES_TIME })?.value;
}

/** A body that names existing records where its members are keys. */
function withKeys(
  body: Readonly<Record<string, unknown>>,
  keys: readonly SampleKey[],
): Readonly<Record<string, unknown>> {
  const named = keys.filter(key => key.in === 'body').map(({ name, value }) => [name, value]);
  return named.length > 0 ? { ...body, ...Object.fromEntries(named) } : body;
}

function validExample(schema: DescribedSchema, examples: readonly Example[]): unknown {
  return examples.map(({ value }) => value()).find(value => value !== undefined && schema.validate(value).length === 0);
}

/** The request to show first: the simplest that reads, without parameters where there is one. */
export function firstRequest({ operations }: Description, options: SampleOptions): SampleRequest | undefined {
  const score = ({ method, parameters, path, body }: DescribedOperation) =>
    (method === 'GET' ? 0 : 100) +
    parameters.filter(({ required }) => required).length * 10 +
    (body ? 5 : 0) +
    path.split('/').length;
  const ordered = operations.toSorted((left, right) => score(left) - score(right));
  for (const operation of ordered.slice(0, 10)) {
    const request = sampleRequest(operation, options);
    if (request && (request.body === undefined || isText(request.body))) return request;
  }
  return undefined;
}

function isText(body: Buffer): boolean {
  return !body.includes(0);
}
