import { isObject } from '../../../kernel/index.js';
import { type DescribedOperation, type Parameter, SchemaView } from '../../../openapi/index.js';
import { foldName } from './fold-name.js';

/** A name that may stand in a query, what its values are, and where the value is found once the query is read. */
export type QueryName = {
  /** As it is written: `status`, `page[number]`. */
  name: string;
  folded: string;
  view: SchemaView;
  example: unknown;
  path: readonly string[];
};

/** The query parameters of an operation. A parameter with members is one for each of its members: `created[gte]`. */
export function listQueryParameters({ parameters }: DescribedOperation): QueryName[] {
  return parameters.filter(parameter => parameter.in === 'query').flatMap(expand);
}

/** The values of a query, by parameter. */
export type QueryValues = Readonly<Record<string, unknown>>;

/** Creates the function that reads the value of a parameter. The value is undefined if it was not sent, or if there is no name. */
export function valueReader(
  parameters: readonly QueryName[],
  name: string | undefined,
): (query: QueryValues) => unknown {
  if (name === undefined) return () => undefined;
  const path = parameters.find(one => one.name === name)?.path ?? [name];
  const [only = name, ...inner] = path;
  if (inner.length === 0) {
    return query => {
      const value = Object.hasOwn(query, only) ? query[only] : undefined;
      return value === null || value === '' ? undefined : value;
    };
  }
  return query => {
    let value: unknown = query;
    for (const step of path) {
      if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
      value = value[step];
    }
    return value === null || value === '' ? undefined : value;
  };
}

function expand(parameter: Parameter): QueryName[] {
  const { name, style, explode, schema, mediaType, examples } = parameter;
  const view = new SchemaView(schema);
  const whole: QueryName = {
    name,
    folded: foldName(name),
    view,
    example: examples[0]?.value() ?? view.examples[0],
    path: [name],
  };
  const isScalar = [...view.types].some(type => type !== 'object' && type !== 'null') || view.types.size === 0;
  const isWritten = mediaType === undefined && (style === 'deepObject' || explode);
  if (!isWritten || view.members.size === 0) return [whole];
  const members = [...view.members.values()].map(member => {
    // an exploded object of the style form writes its members as parameters without brackets
    const written = style === 'deepObject' ? `${name}[${member.name}]` : member.name;
    return {
      name: written,
      folded: foldName(written),
      view: member.value,
      example: member.value.examples[0],
      path: [name, member.name],
    };
  });
  return isScalar ? [whole, ...members] : members;
}
