import { distance } from 'fastest-levenshtein';
import { setMember } from '../kernel/index.js';

/** A value for a method and a path template such as `/v1/orders/{id}`. */
export type Route<T> = { method: string; template: string; value: T };

/** The value that a request matched, with the text of the path parameters. */
export type Match<T> = { value: T; parameters: Readonly<Record<string, string>> };

type Pattern<T> = Route<T> & { segments: readonly Segment[] };

/** A literal segment, decoded, or one with parameters. */
type Segment = string | Wildcard;

/** A segment with parameters, each between two literals: `{a}.{b}` has the literals `''`, `'.'` and `''`. */
type Wildcard = { written: string; names: readonly string[]; literals: readonly string[]; isWhole: boolean };

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
    return pattern && { value: pattern.value, parameters: readParameters(pattern.segments, segments) };
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
  return { ...route, segments: route.template.split('/').map(parseSegment) };
}

function parseSegment(written: string): Segment {
  // names and literals in turn
  const parts = written.split(/\{([^{}]+)\}/);
  if (parts.length === 1) return decodeSegment(written);
  const literals = parts.filter((_, at) => at % 2 === 0).map(decodeSegment);
  const names = parts.filter((_, at) => at % 2 === 1);
  return { written, names, literals, isWhole: names.length === 1 && literals.every(literal => literal === '') };
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

/** Replaces each parameter of a template with the segment that is `shift` places after its own. */
function fillParameters(template: readonly Segment[], segments: readonly string[], shift: number): string {
  const fill = (part: Segment, segment: string | undefined) => {
    if (typeof part === 'string') return part;
    return part.isWhole || splitSegment(part, segment ?? '') ? (segment ?? '') : part.written;
  };
  return template.map((part, at) => fill(part, segments[at + shift])).join('/');
}

function fits(template: readonly Segment[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, at) => {
      const segment = segments[at] as string;
      if (typeof part === 'string') return part === segment;
      return part.isWhole ? segment !== '' : splitSegment(part, segment) !== undefined;
    })
  );
}

/** The texts of the parameters in a segment; the last ones are as short as possible. Undefined where it does not match. */
function splitSegment({ literals }: Wildcard, segment: string): string[] | undefined {
  const [prefix = ''] = literals;
  const suffix = literals.at(-1) ?? '';
  if (!segment.startsWith(prefix) || !segment.endsWith(suffix)) return undefined;
  const texts: string[] = [];
  let end = segment.length - suffix.length;
  for (const literal of literals.slice(1, -1).reverse()) {
    // each parameter has at least one character
    const at = end < 1 ? -1 : segment.lastIndexOf(literal, end - 1 - literal.length);
    if (at <= prefix.length) return undefined;
    texts.unshift(segment.slice(at + literal.length, end));
    end = at;
  }
  return end > prefix.length ? [segment.slice(prefix.length, end), ...texts] : undefined;
}

function readParameters(template: readonly Segment[], segments: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (let at = 0; at < template.length; at++) {
    const part = template[at] as Segment;
    if (typeof part === 'string') continue;
    const segment = segments[at] as string;
    const texts = part.isWhole ? undefined : splitSegment(part, segment);
    for (let index = 0; index < part.names.length; index++) {
      setMember(parameters, part.names[index] as string, texts ? (texts[index] as string) : segment);
    }
  }
  return parameters;
}

function compareLiterals(left: readonly Segment[], right: readonly Segment[]): number {
  for (const [at, segment] of left.entries()) {
    const difference = openness(segment) - openness(right[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** From 0 for a literal to 1 for a parameter that is a whole segment: the more literal text, the less. */
function openness(segment: Segment | undefined): number {
  return typeof segment === 'object' ? 1 / (1 + segment.literals.join('').length) : 0;
}
