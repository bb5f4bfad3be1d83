import { isObject } from '../../kernel/index.js';
import type { Located } from '../load/documents.js';
import type { Callback, DescribedOperation, Parameter, SecurityScheme } from '../operation.js';
import { readBody, readParameters, readResponses } from './read-contents.js';
import { readSecurity } from './read-security.js';
import { mediaTypesOf, readBody2, readParameters2, readResponses2 } from './read-version-2.js';
import { items, member, members, type ReadContext, text } from './reading.js';
import { basePathsOf } from './servers.js';

type Root = { root: Located; schemes: ReadonlyMap<string, SecurityScheme>; reading: ReadContext };

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Reads all operations of a description. */
export function readOperations(described: Root): DescribedOperation[] {
  const { root, reading } = described;
  const ids = new Set<string>();
  return members(member(root, 'paths'), reading).flatMap(([written, item]) => {
    if (!written.startsWith('/')) {
      if (!written.startsWith('x-'))
        reading.warnings.add(item.place, `has the path ${written}, which does not begin with /; it is ignored`);
      return [];
    }
    const path = written.replace(/[?#].*/s, '');
    if (path !== written)
      reading.warnings.add(item.place, `has a path with a query or a fragment; requests to ${path} match it`);
    return readPathItem(path, item, described).map(operation => {
      if (!ids.has(operation.id)) {
        ids.add(operation.id);
        return operation;
      }
      const id = nameOperation(operation);
      reading.warnings.add(operation.place, `repeats the operationId ${operation.id}; ${id} names it here`);
      return { ...operation, id };
    });
  });
}

function nameOperation({ method, path }: Pick<DescribedOperation, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

function readPathItem(path: string, item: Located, described: Root): DescribedOperation[] {
  const { value } = item;
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter(method => METHODS.has(method.toLowerCase()))
    .flatMap(method =>
      readOperation({ method: method.toUpperCase(), path, item, operation: member(item, method) }, described),
    );
}

type Found = { method: string; path: string; item: Located; operation: Located };

function readOperation({ method, path, item, operation }: Found, described: Root): DescribedOperation[] {
  const { root, reading } = described;
  const { value, place } = operation;
  if (!isObject(value)) {
    reading.warnings.add(place, 'must be an object; the operation is ignored');
    return [];
  }
  const own = member(operation, 'parameters');
  const shared = member(item, 'parameters');
  const at = { method, path };
  const ownServers = [member(operation, 'servers'), member(item, 'servers')].find(({ value }) => value !== undefined);
  return [
    {
      id: text(member(operation, 'operationId')) || nameOperation(at),
      ...at,
      basePaths: ownServers && basePathsOf(ownServers, reading),
      place,
      summary: text(member(operation, 'summary')),
      description: text(member(operation, 'description')),
      tags: items(member(operation, 'tags'), reading).flatMap(({ value }) =>
        typeof value === 'string' ? [value] : [],
      ),
      deprecated: value.deprecated === true,
      ...(reading.version === 2
        ? readInput2(shared, own, described, operation)
        : readInput3(shared, own, described, operation)),
      ...readSecurity(operation, described),
      callbacks: readCallbacks(member(operation, 'callbacks'), { root, schemes: described.schemes, reading }),
      extension: member(operation, 'x-understudy').value,
    },
  ].map(operation =>
    // the path of a callback is an address
    path.startsWith('/') ? { ...operation, parameters: withPathParameters(operation, reading) } : operation,
  );
}

function readInput3(shared: Located, own: Located, { reading }: Root, operation: Located) {
  const body = reading.documents.follow(member(operation, 'requestBody'));
  return {
    parameters: merge(readParameters(shared, reading), readParameters(own, reading)),
    body: body && readBody(body, reading),
    responses: readResponses(member(operation, 'responses'), reading),
  };
}

function readInput2(shared: Located, own: Located, { root, reading }: Root, operation: Located) {
  const mediaTypes = mediaTypesOf(operation, root, reading);
  const [general, special] = [items(shared, reading), items(own, reading)];
  return {
    parameters: merge(readParameters2(general, reading), readParameters2(special, reading)),
    body: readBody2([...special, ...general], mediaTypes, reading),
    responses: readResponses2(member(operation, 'responses'), mediaTypes, reading),
  };
}

/** An operation's parameter replaces that of its path with the same name and place. */
function merge(shared: readonly Parameter[], own: readonly Parameter[]): Parameter[] {
  const byKey = new Map([...shared, ...own].map(parameter => [`${parameter.in} ${parameter.name}`, parameter]));
  return [...byKey.values()];
}

/** Adds the parameters of the path that are not described, and leaves out those that the path does not have. */
function withPathParameters(
  { path, place, parameters }: DescribedOperation,
  { warnings, schemas }: ReadContext,
): Parameter[] {
  const names = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name));
  const fitting = parameters.filter(parameter => parameter.in !== 'path' || names.has(parameter.name));
  for (const { name, place } of parameters.filter(parameter => !fitting.includes(parameter))) {
    warnings.add(place, `is the path parameter ${name}, which ${path} does not have; it is ignored`);
  }
  const known = new Set(fitting.filter(parameter => parameter.in === 'path').map(({ name }) => name));
  const added = [...names].filter(name => !known.has(name));
  for (const name of added) warnings.add(place, `does not describe the path parameter ${name}; any text is allowed`);
  return [...fitting, ...added.map(name => anyPathParameter(name, { place, schemas }))];
}

function anyPathParameter(
  name: string,
  { place, schemas }: Pick<DescribedOperation, 'place'> & Pick<ReadContext, 'schemas'>,
): Parameter {
  const schema = schemas.request.at(`${place}/parameters/${name}`, true);
  const plain = { style: 'simple', explode: false, allowEmptyValue: false, description: undefined } as const;
  return { name, in: 'path', required: true, ...plain, mediaType: undefined, place, schema, examples: [] };
}

function readCallbacks(located: Located, described: Root): Callback[] {
  return members(located, described.reading).flatMap(([name, callback]) =>
    members(callback, described.reading).flatMap(([address, item]) =>
      readPathItem(address, item, described).map(operation => ({ name, address, operation })),
    ),
  );
}
