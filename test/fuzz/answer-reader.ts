/** An answer as it came. Header names are in small letters. */
export type HttpAnswer = { status: number; headers: ReadonlyMap<string, string>; body: Buffer };

const HEAD_END = Buffer.from('\r\n\r\n');

/** Takes a connection's bytes apart into the answers to requests with the given methods, strictly. */
export class AnswerReader {
  readonly answers: HttpAnswer[] = [];
  /** What about the bytes is no answer that anybody asked for. */
  fault: string | undefined;
  readonly #methods: readonly string[];
  #bytes: Buffer = Buffer.alloc(0);
  /** Pieces that are not yet part of the bytes, since large answers come in many. */
  #pieces: Buffer[] = [];
  #length = 0;
  /** How many bytes there must be for the next look to be of use. */
  #needed = 1;

  constructor(methods: readonly string[]) {
    this.#methods = methods;
  }

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length < this.#needed || this.fault) return;
    this.#bytes = Buffer.concat([this.#bytes, ...this.#pieces]);
    this.#pieces = [];
    while (this.#length > 0 && !this.fault && this.#take()) {}
  }

  /** Takes one answer off the bytes, if all of it is there. */
  #take(): boolean {
    const end = this.#bytes.indexOf(HEAD_END);
    this.#needed = this.#length + 1;
    if (end < 0) return false;
    const [line = '', ...lines] = this.#bytes.toString('latin1', 0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]);
    const headers = new Map(
      lines.map(text => [text.split(':', 1)[0]?.toLowerCase() ?? '', text.replace(/^[^:]*: */, '')]),
    );
    const start = end + HEAD_END.length;
    if (status === 100) return this.#drop(start);
    const method = this.#methods[this.answers.length];
    const length = this.#lengthOf({ status, headers, lines: lines.length, method });
    if (length === undefined) return false;
    this.#needed = start + length;
    if (this.#length < this.#needed) return false;
    this.answers.push({ status, headers, body: this.#bytes.subarray(start, start + length) });
    return this.#drop(start + length);
  }

  #lengthOf(answer: {
    status: number;
    headers: ReadonlyMap<string, string>;
    lines: number;
    method: string | undefined;
  }): number | undefined {
    const { status, headers, lines, method } = answer;
    const stated = headers.get('content-length');
    if (Number.isNaN(status)) this.fault = `what came is no answer: ${this.#bytes.toString('latin1', 0, 200)}`;
    else if (method === undefined) this.fault = `more came than was asked for: a ${status}`;
    else if (headers.size !== lines) this.fault = 'a header came twice';
    else if (stated === undefined && status !== 204) this.fault = `a ${status} came without Content-Length`;
    else if (stated !== undefined && !/^\d+$/.test(stated)) this.fault = `the Content-Length is ${stated}`;
    if (this.fault) return undefined;
    return method === 'HEAD' ? 0 : Number(stated ?? 0);
  }

  #drop(length: number): true {
    this.#bytes = this.#bytes.subarray(length);
    this.#length -= length;
    this.#needed = 1;
    return true;
  }
}
