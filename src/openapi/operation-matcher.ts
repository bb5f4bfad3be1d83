import { distance } from 'fastest-levenshtein';

/** A value for a method and a path template such as `/v1/user/{user_id}`. */
export type Route<T> = { method: string; template: string; value: T };

/** The value that a request matched, with the text of the path parameters. */
export type Match<T> = { value: T; parameters: Readonly<Record<string, string>> };

type Pattern<T> = Route<T> & { segments: readonly string[]; places: readonly ParameterPlace[] };

/** A parameter and the index of its segment. */
type ParameterPlace = { name: string; at: number };

/** Finds routes by method and path. Literal segments win over parameters, in whatever order the routes were given. */
export class OperationMatcher<T> {
  readonly #patterns: readonly Pattern<T>[];
  /** The patterns by method and number of segments. */
  readonly #alike = new Map<string, Pattern<T>[][]>();

  constructor(routes: readonly Route<T>[]) {
    this.#patterns = routes.map(parseRoute).toSorted((left, right) => compareLiterals(left.segments, right.segments));
    for (const pattern of this.#patterns) {
      const lengths = this.#alike.get(pattern.method) ?? [];
      this.#alike.set(pattern.method, lengths);
      const { length } = pattern.segments;
      lengths[length] = [...(lengths[length] ?? []), pattern];
    }
  }

  /** The route for a method and a path without its query; undefined if there is none. */
  match(method: string, path: string): Match<T> | undefined {
    const segments = splitPath(path);
    const pattern = this.#alike.get(method)?.[segments.length]?.find(pattern => fits(pattern.segments, segments));
    return pattern && { value: pattern.value, parameters: readParameters(pattern, segments) };
  }

  /** The methods of the routes on this path, limited to the routes that `counts` accepts. */
  methods(path: string, counts: (value: T) => boolean = () => true): string[] {
    const segments = splitPath(path);
    const fitting = this.#patterns.filter(pattern => fits(pattern.segments, segments) && counts(pattern.value));
    return [...new Set(fitting.map(({ method }) => method))];
  }

  /** The routes most similar to a request that has no route, as `METHOD template`, closest first. */
  nearest(method: string, path: string, max = 3): string[] {
    const segments = splitPath(path);
    const wanted = segments.join('/').slice(0, MAX_COMPARED);
    const far = ({ method: other, segments: template }: Pattern<T>) => {
      // a parameter takes the segment at its place, counted from the left and, in case the base path is missing, from the right
      const shifts = [0, segments.length - template.length];
      const distances = shifts.map(shift =>
        distance(fillParameters(template, segments, shift).slice(0, MAX_COMPARED), wanted),
      );
      return Math.min(...distances) + (other === method ? 0 : 1);
    };
    return this.#patterns
      .map(pattern => ({ name: `${pattern.method} ${pattern.template}`, far: far(pattern) }))
      .sort((left, right) => left.far - right.far)
      .slice(0, max)
      .map(({ name }) => name);
  }
}

/** How many characters of a path are compared with a template. */
const MAX_COMPARED = 200;

function parseRoute<T>(route: Route<T>): Pattern<T> {
  const segments = route.template.split('/');
  const places = segments.flatMap((segment, at) => (isParameter(segment) ? [{ name: segment.slice(1, -1), at }] : []));
  return { ...route, segments, places };
}

/** Splits a path. This runs for every request, and `split` takes several times as long. */
function splitPath(path: string): string[] {
  const segments: string[] = [];
  let start = 0;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', start)) {
    segments.push(path.slice(start, end));
    start = end + 1;
  }
  segments.push(path.slice(start));
  return path.includes('%') ? segments.map(decodeSegment) : segments;
}

/** Decodes the percent-encoding of a segment; an invalid one stays as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/** Replaces each parameter of a template with the segment that is `shift` places after its own. */
function fillParameters(template: readonly string[], segments: readonly string[], shift: number): string {
  return template.map((part, at) => (isParameter(part) ? (segments[at + shift] ?? '') : part)).join('/');
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, at) => part === segments[at] || (isParameter(part) && segments[at] !== ''))
  );
}

function readParameters<T>({ places }: Pattern<T>, segments: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const { name, at } of places) parameters[name] = segments[at] ?? '';
  return parameters;
}

function compareLiterals(left: readonly string[], right: readonly string[]): number {
  for (const [at, segment] of left.entries()) {
    const difference = Number(isParameter(segment)) - Number(isParameter(right[at] ?? ''));
    if (difference !== 0) return difference;
  }
  return 0;
}
