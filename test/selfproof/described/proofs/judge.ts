/** Something that a judge found. */
export type Finding = {
  /** The check or law that is broken. */
  check: string;
  /** The `operationId` at which it was seen. */
  operation: string | undefined;
  message: string;
  got: string;
  /** Whether it was not seen again. */
  isFlaky: boolean;
};

export type Judgement = {
  /** What the description says and the server does not do. */
  violations: readonly Finding[];
  /** What names mean and the server does not do. */
  warnings: readonly Finding[];
  requests: number;
};

export type JudgeOptions = {
  /** The path of the description. */
  contract: string;
  /** By the name of the scheme: a key, a bearer token, or NAME:PASSWORD. */
  credentials: Readonly<Record<string, string>>;
  /** How many milliseconds it waits for a response. */
  timeout?: number;
};

/** Judges the server at a URL by a description alone; it may write. */
export type Judge = (url: string, options: JudgeOptions) => Promise<Judgement>;

/** The judge of the project; its place in the proof is empty until there is one. */
export const judge: Judge = () =>
  Promise.reject(new Error('Failed to judge: the judge of descriptions is not there yet.'));
