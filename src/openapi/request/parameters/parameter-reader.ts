import type { IncomingHttpHeaders } from 'node:http';
import { setMember } from '../../../kernel/index.js';
import type { Parameter, ParameterIn } from '../../operation.js';
import type { SentIssue } from '../input-issue.js';
import { isJson } from '../media-type.js';
import { hasBrackets, readBrackets } from '../text/bracket-names.js';
import { readJsonText } from '../text/read-json.js';
import { readNamed, readOwnNames, refuseRepetition, takesOthers } from '../text/sent-values.js';
import { settleTree } from '../text/settle-tree.js';
import { listKinds, splitStyledText } from '../text/split-text.js';
import { NO_PAIRS, parseCookiePairs, parseQueryPairs, type TextPairs } from '../text/text-pairs.js';
import { once, readTextShape, type TextShape } from '../text/text-shape.js';
import type { TextTree } from '../text/text-tree.js';

/** What of a request parameters are read from. */
export type ParameterSource = {
  /** The decoded segments of the path, by the name in the template. */
  path: Readonly<Record<string, string>>;
  /** The query as it was sent, without the question mark. */
  search: string;
  headers: IncomingHttpHeaders;
};

export type ParameterValues = {
  /** By place and name. Parameters that were not sent are absent. */
  values: Readonly<Record<ParameterIn, Readonly<Record<string, unknown>>>>;
  /** The names in the query that no parameter describes. */
  unknown: readonly string[];
  issues: readonly SentIssue[];
};

/** The description may list these headers, but then they are not parameters. */
const IGNORED_HEADERS = ['accept', 'authorization', 'content-type'];

/** How deep the JSON of a parameter may be nested. */
const MAX_JSON_DEPTH = 64;

/** Creates the function that reads the parameters of an operation from a request. */
export function parameterReader(parameters: readonly Parameter[]): (source: ParameterSource) => ParameterValues {
  const read = parameters.filter(each => each.in !== 'header' || !IGNORED_HEADERS.includes(each.name.toLowerCase()));
  const queryNames = new Set(read.filter(each => each.in === 'query').map(({ name }) => name));
  const finders = read.map(parameter => createFinder(parameter, name => queryNames.has(name)));
  return source => {
    if (finders.length === 0 && source.search === '') return NOTHING;
    const texts = new SourceTexts(source);
    const values = { path: NO_VALUES, query: NO_VALUES, header: NO_VALUES, cookie: NO_VALUES };
    const put = ({ in: place, name }: Parameter, value: unknown) => {
      if (values[place] === NO_VALUES) values[place] = {};
      setMember(values[place], name, value);
    };
    const issues: SentIssue[] = [];
    // each request comes by here, so that nothing is made that is not needed
    for (let at = 0; at < read.length; at++) {
      const parameter = read[at] as Parameter;
      const { name, in: place, required, schema } = parameter;
      const { find, shape } = finders[at] as Finder;
      const tree = find(texts);
      if (tree === undefined) {
        if (required) issues.push(missing(parameter));
      } else if (parameter.allowEmptyValue && place === 'query' && texts.isEmpty(name)) put(parameter, '');
      else {
        const settled = settleTree(tree, { schema, shape: shape() });
        put(parameter, settled.value);
        for (const issue of settled.issues) issues.push({ in: place, ...issue, path: [name, ...issue.path] });
      }
    }
    return {
      values,
      unknown:
        source.search === ''
          ? NOTHING.unknown
          : [...texts.query.keys()].filter(name => !queryNames.has(name) && !finders.some(({ takes }) => takes(name))),
      issues,
    };
  };
}

/** It is never changed. */
const NO_VALUES: Record<string, unknown> = {};
const NOTHING = {
  values: { path: NO_VALUES, query: NO_VALUES, header: NO_VALUES, cookie: NO_VALUES },
  unknown: [],
  issues: [],
};

function missing({ in: place, name, place: schemaPath }: Parameter): SentIssue {
  return { in: place, path: [name], message: 'is missing', expected: 'required', schemaPath };
}

/** Finds what a request says of one parameter, and knows which names in the query belong to it beside its own. */
type Finder = {
  find: (texts: SourceTexts) => TextTree | undefined;
  takes: (queryName: string) => boolean;
  shape: () => TextShape;
};

function createFinder(parameter: Parameter, isTaken: (name: string) => boolean): Finder {
  const { name, in: place, style, explode, mediaType } = parameter;
  const shape = once(() => readTextShape(parameter.schema));
  const kinds = once(() => listKinds(shape()));
  const takes = () => false;
  if (place === 'path' || place === 'header') {
    const read = (text: string) =>
      mediaType === undefined ? splitStyledText(text, parameter, kinds()) : readWhole(text, mediaType);
    return { find: texts => mapDefined(texts.textOf(parameter), read), takes, shape };
  }
  const isCookie = place === 'cookie';
  if (mediaType !== undefined) {
    const find = (texts: SourceTexts) =>
      mapDefined((isCookie ? texts.cookiesOf(false) : texts.query).get(name), sent =>
        sent.length === 1 ? readWhole(sent[0]?.tree as string, mediaType) : refuseRepetition(sent),
      );
    return { find, takes, shape };
  }
  if (style === 'deepObject' && !isCookie) {
    const find = (texts: SourceTexts) => readBrackets(texts.query, name, shape());
    return { find, takes: queryName => hasBrackets(queryName, name), shape };
  }
  const hasOwnNames = once(() => explode && kinds().includes('members'));
  const isDivided = once(() => explode && kinds().some(kind => kind !== 'one'));
  return {
    find(texts) {
      const pairs = isCookie ? texts.cookiesOf(isDivided()) : texts.query;
      const members = hasOwnNames() ? readOwnNames(pairs, { shape: shape(), isTaken }) : undefined;
      const named = readNamed(pairs, parameter, { shape: shape(), isCookie });
      return members && named ? { either: [members, named] } : (members ?? named);
    },
    takes: queryName => !isCookie && hasOwnNames() && (shape().members.has(queryName) || takesOthers(shape())),
    shape,
  };
}

function readWhole(text: string, mediaType: string): TextTree {
  return isJson(mediaType) ? readJsonText(text, MAX_JSON_DEPTH) : text;
}

function mapDefined<Value, Result>(value: Value | undefined, map: (value: Value) => Result): Result | undefined {
  return value === undefined ? undefined : map(value);
}

/** The texts of one request. The query is parsed when it is first needed. */
class SourceTexts {
  readonly #source: ParameterSource;
  #query: TextPairs | undefined;

  constructor(source: ParameterSource) {
    this.#source = source;
  }

  get query(): TextPairs {
    this.#query ??= parseQueryPairs(this.#source.search);
    return this.#query;
  }

  cookiesOf(exploded: boolean): TextPairs {
    const { cookie } = this.#source.headers;
    return cookie === undefined ? NO_PAIRS : parseCookiePairs(cookie, { exploded });
  }

  /** Whether a name stands in the query without a value. */
  isEmpty(name: string): boolean {
    const sent = this.query.get(name);
    return sent?.length === 1 && sent[0]?.raw === '';
  }

  /** The text of a path parameter or a header. */
  textOf({ name, in: place }: Parameter): string | undefined {
    const { path, headers } = this.#source;
    if (place === 'header') return headerText(headers, name.toLowerCase());
    return Object.hasOwn(path, name) ? path[name] : undefined;
  }
}

function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  if (!Object.hasOwn(headers, name)) return undefined;
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
