import type { IncomingHttpHeaders } from 'node:http';
import { parseShallowJson } from '../../kernel/index.js';

/** The request that criteria are compared with: a current one, or one from the journal. */
export type CriteriaRequest = {
  readonly api?: string | undefined;
  readonly operation?: string | undefined;
  readonly method: string;
  /** Without the sandbox prefix. */
  readonly path: string;
  /** The text after the question mark. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** Undefined if there was none, `lost` if it is no longer kept. */
  readonly body: Uint8Array | undefined | 'lost';
};

/** The parts of a request that matchers need. Each part is parsed at most once. */
export class RequestView {
  readonly request: CriteriaRequest;
  #parameters: Map<string, SentText[]> | undefined;
  #body: readonly SentText[] | undefined;

  constructor(request: CriteriaRequest) {
    this.request = request;
  }

  /** Path and query. */
  get url(): string {
    const { path, search } = this.request;
    return search === '' ? path : `${path}?${search}`;
  }

  header(lowerCaseName: string): readonly SentText[] {
    const { headers } = this.request;
    const value = Object.hasOwn(headers, lowerCaseName) ? headers[lowerCaseName] : undefined;
    if (value === undefined) return NONE;
    return typeof value === 'string' ? [new SentText(value)] : value.map(one => new SentText(one));
  }

  parameter(name: string): readonly SentText[] {
    this.#parameters ??= readParameters(this.request.search);
    return this.#parameters.get(name) ?? NONE;
  }

  /** A list, like the others; an empty body counts as none. */
  get body(): readonly SentText[] {
    const { body } = this.request;
    this.#body ??= body === undefined || body === 'lost' || body.length === 0 ? NONE : [new SentText(decodeText(body))];
    return this.#body;
  }

  get isBodyLost(): boolean {
    return this.request.body === 'lost';
  }
}

const NONE: readonly SentText[] = [];
const utf8 = new TextDecoder();

function decodeText(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

function readParameters(search: string): Map<string, SentText[]> {
  const parameters = new Map<string, SentText[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const values = parameters.get(name);
    if (values) values.push(new SentText(value));
    else parameters.set(name, [new SentText(value)]);
  }
  return parameters;
}

/** The text of a header, a parameter or a body. It is parsed as JSON at most once. */
export class SentText {
  readonly text: string;
  #json: { value: unknown } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Undefined if the text is not JSON. */
  get json(): unknown {
    this.#json ??= { value: parseShallowJson(this.text) };
    return this.#json.value;
  }
}
