import { jsonOf } from './json-of.js';

/** A text that was sent, as a header, a parameter or a body; read as JSON at most once, however many matchers ask. */
export class SentText {
  readonly text: string;
  #json: { value: unknown } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Undefined if the text is no JSON. */
  get json(): unknown {
    this.#json ??= { value: jsonOf(this.text) };
    return this.#json.value;
  }
}
