import type { IncomingHttpHeaders } from 'node:http';
import { parseShallowJson } from '../../kernel/index.js';

/** What criteria ask about: a request on its way, or one that the journal has. */
export type CriteriaRequest = {
  readonly api?: string | undefined;
  readonly operation?: string | undefined;
  readonly method: string;
  /** Without the prefix of a sandbox. */
  readonly path: string;
  /** What stands after the question mark. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** Undefined if there was none, `lost` if it is not known any longer. */
  readonly body: Uint8Array | undefined | 'lost';
};

/** A request in the parts that matchers look at, each taken out at most once, however many criteria ask. */
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

  /** As a list like the others: an empty body is none. */
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

/** A text that was sent, as a header, a parameter or a body; read as JSON at most once, however many matchers ask. */
export class SentText {
  readonly text: string;
  #json: { value: unknown } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Undefined if the text is no JSON. */
  get json(): unknown {
    this.#json ??= { value: parseShallowJson(this.text) };
    return this.#json.value;
  }
}
