import { type DescribedOperation, type Parameter, SchemaView } from '../../../openapi/index.js';

/** A part of a path: a name, or the name of a variable. */
export type PathPart = { literal: string } | { variable: string };

/**
 * The parts of the path of an operation: `/orders/{id}:cancel` has the parts `orders`, `{id}` and `cancel`, and suffixes such as
 * `.json` belong to none. Undefined where a part has several variables, or one with several values.
 */
export function readPath({ path, parameters }: DescribedOperation): PathPart[] | undefined {
  const several = new Set(parameters.filter(one => one.in === 'path' && isSeveral(one)).map(({ name }) => name));
  const parts = path.split('/').flatMap(readSegment);
  return parts.some(part => !part || ('variable' in part && several.has(part.variable)))
    ? undefined
    : (parts as PathPart[]);
}

/** A path whose variables have no names, so that two paths of the same shape are equal: `/blogs/{}/posts`. */
export function shapeOf(parts: readonly PathPart[]): string {
  return `/${parts.map(part => ('literal' in part ? part.literal : '{}')).join('/')}`;
}

/** The name at the end of a path; empty where a variable is there. */
export function lastLiteral(parts: readonly PathPart[]): string {
  const last = parts.at(-1);
  return last && 'literal' in last ? last.literal : '';
}

function readSegment(segment: string): (PathPart | undefined)[] {
  const plain = segment.replace(/\.(?:json|xml|csv|html|\{\w*(?:format|ext|extension)\})$/i, '');
  if (plain === '') return [];
  if (!plain.includes('{')) {
    return plain
      .split(':')
      .filter(literal => literal !== '')
      .map(literal => ({ literal }));
  }
  // OData writes Orders({id}) and Orders('{id}'), and Google writes {id}:cancel
  const [, literal, variable, verb] =
    /^(?:([\w.-]+)\('?(?=\{[^{}]+\}'?\)))?\{([^{}]+)\}(?:'?\))?(?::([\w-]+))?$/.exec(plain) ?? [];
  if (variable === undefined) return [undefined];
  return [
    ...(literal === undefined ? [] : [{ literal }]),
    { variable },
    ...(verb === undefined ? [] : [{ literal: verb }]),
  ];
}

/** Whether a variable has the keys of several records. */
function isSeveral({ name, schema }: Parameter): boolean {
  return /(?:^|[a-z\d_-])(?:ids|Ids|IDs|keys|Keys|sids|uuids)$/.test(name) || new SchemaView(schema).types.has('array');
}
