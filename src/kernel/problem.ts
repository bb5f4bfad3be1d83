import { type ProblemCode, problems } from './problems.js';

/** One thing wrong with a value, at a JSON pointer. */
type PlacedIssue = { pointer: string; message: string };

type ProblemOptions = { fix?: string; cause?: unknown; issues?: readonly PlacedIssue[] | undefined };

/**
 * A failure of Understudy itself; a violation is a failure of the API.
 * `message` is one sentence that says what happened, with the value; `fix` says what to do.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly fix: string;
  /** What is wrong, by its place in the body of the request. */
  readonly issues: readonly PlacedIssue[] | undefined;

  constructor(code: ProblemCode, message: string, options: ProblemOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.fix = options.fix ?? problems[code].fix;
    this.issues = options.issues;
  }

  get title(): string {
    return problems[this.code].title;
  }

  /** The HTTP status of the response that reports it. */
  get status(): number {
    return problems[this.code].status;
  }

  /** The body of a response of the type `PROBLEM_TYPE` (RFC 9457), with our code and fix added. */
  toJSON(): Record<string, unknown> {
    return {
      type: 'about:blank',
      title: this.title,
      status: this.status,
      detail: this.message,
      code: this.code,
      fix: this.fix,
      ...(this.issues && { issues: this.issues }),
    };
  }
}

/** The media type of the responses that report problems. */
export const PROBLEM_TYPE = 'application/problem+json';
