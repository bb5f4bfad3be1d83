import type { DescribedOperation, Description, Parameter } from '../openapi/index.js';
import { type SampleOptions, type SampleRequest, sampleRequest } from './sample-request.js';

/** A request that shows one thing of an operation. */
export type PlannedRequest = SampleRequest & {
  /** The id of the operation. */
  operation: string;
  /** What it has that others have not: `with an unknown key`; undefined where it has only what is required. */
  about: string | undefined;
  /** Whether its credential must stay as it is. */
  isAboutCredential: boolean;
};

/** The most optional parameters of an operation that have a request of their own. */
const MAX_PARAMETERS = 40;

/**
 * Plans requests that show what a server does: for each operation one that it accepts, one with a wrong credential, one with an
 * unknown key, one for each optional parameter of the query, and one with the first of these twice. Their paths have the base path.
 */
export function planRequests({ operations, basePaths }: Description, options: SampleOptions): PlannedRequest[] {
  return operations.flatMap(operation => {
    const base = (operation.basePaths ?? basePaths)[0] ?? '';
    return listVariants(operation, options).flatMap(({ about, request, isAboutCredential = false }) =>
      request ? [{ ...request, path: base + request.path, operation: operation.id, about, isAboutCredential }] : [],
    );
  });
}

type Variant = { about: string | undefined; request: SampleRequest | undefined; isAboutCredential?: boolean };

function listVariants(operation: DescribedOperation, options: SampleOptions): Variant[] {
  const { parameters, security } = operation;
  const inPath = parameters.filter(one => one.in === 'path');
  const optional = parameters.filter(one => one.in === 'query' && !one.required).slice(0, MAX_PARAMETERS);
  const withParameters = optional.map(one => ({
    about: `with ${one.name}`,
    request: sampleRequest({ ...operation, parameters: parameters.map(each => demand(each, one)) }, options),
  }));
  const [first] = withParameters;
  const variants: Variant[] = [{ about: undefined, request: sampleRequest(operation, options) }];
  if ((security[0] ?? []).length > 0) {
    const request = sampleRequest(operation, { ...options, credential: () => 'a-wrong-one' });
    variants.push({ about: 'with a wrong credential', request, isAboutCredential: true });
  }
  if (inPath.length > 0) {
    const keys = () => inPath.map(({ name, schema }) => ({ in: 'path' as const, name, value: unknownKey(schema) }));
    variants.push({ about: 'with an unknown key', request: sampleRequest(operation, { ...options, keys }) });
  }
  variants.push(...withParameters);
  if (first?.request)
    variants.push({ about: `${first.about} twice`, request: repeatParameter(first.request, optional) });
  return variants;
}

function demand(parameter: Parameter, wanted: Parameter): Parameter {
  return parameter === wanted ? { ...parameter, required: true } : parameter;
}

/** A key that no record has: a number where only numbers are keys. */
function unknownKey(schema: Parameter['schema']): string | number {
  return schema.validate(UNKNOWN_NUMBER).length === 0 ? UNKNOWN_NUMBER : 'unknown-key';
}

const UNKNOWN_NUMBER = 987_654_321;

/** Sends the first of some parameters a second time. */
function repeatParameter(request: SampleRequest, [first]: readonly Parameter[]): SampleRequest {
  const [path = '', search = ''] = request.path.split('?');
  const name = `${encodeURIComponent(first?.name ?? '')}=`;
  const [written = ''] = search.split('&').filter(pair => pair.startsWith(name));
  return { ...request, path: `${path}?${search}&${written}` };
}
