// Written by test/guardians/types.test.ts; after a change of a schema: npx vitest run <that file> --update

export type AddedRule = {
  id: string;
  rule: Rule;
  /** How often it was applied. */
  applied: number;
};

/** Which requests are treated otherwise, and how; after its delay, in one way at most. */
export type Rule = {
  match: Criteria;
  /** How often it is applied; else for ever. */
  times?: number;
  /** How likely it is that it applies to a request that matches; 1 where it is not given. */
  probability?: number;
  delay?: Delay;
  response?: RuleResponse;
  fault?: 'CONNECTION_RESET_BY_PEER' | 'EMPTY_RESPONSE' | 'MALFORMED_RESPONSE_CHUNK' | 'RANDOM_DATA_THEN_CLOSE';
  /** More requests than these get 429 with `Retry-After`. */
  rateLimit?: {
    requests: number;
    seconds: number;
  };
  /** Whether the token counts as expired. */
  expireTokens?: boolean;
};

/** A request has to meet all of them. URLs are without the prefix of a sandbox. Names and paths that no request can have are refused. Beside WireMock's words there are `api` and `operation`. */
export type Criteria = {
  api?: string;
  /** The id of an operation, also with its API before it, as `Understudy-Operation` has it: `dnl.getUser`. */
  operation?: string;
  /** `ANY` is any. */
  method?: string;
  /** Path and query. */
  url?: string;
  urlPath?: string;
  /** A path in which `{name}` is any one segment. */
  urlPathTemplate?: string;
  /** A regular expression for path and query. */
  urlPattern?: string;
  /** A regular expression for the path. */
  urlPathPattern?: string;
  headers?: Record<string, Pattern>;
  queryParameters?: Record<string, Pattern>;
  cookies?: Record<string, Pattern>;
  basicAuthCredentials?: {
    username: string;
    password: string;
  };
  bodyPatterns?: Array<Pattern>;
};

/** Exactly one of these. Regular expressions are RE2 and have to match the whole, of which they see the first 16,384 characters. `and`, `or` and `not` may stand in each other three times. */
export type Pattern =
  | {
      equalTo: string;
      caseInsensitive?: boolean;
    }
  | {
      contains: string;
    }
  | {
      doesNotContain: string;
    }
  | {
      matches: string;
    }
  | {
      doesNotMatch: string;
    }
  | {
      absent: boolean;
    }
  | {
      equalToJson: unknown;
      ignoreArrayOrder?: boolean;
      ignoreExtraElements?: boolean;
    }
  | {
      /** A path to one value, such as `$.roles[0].id`, which must be there; or that path as `expression`, beside a pattern for what stands there. Wildcards, filters and `..` are refused. */
      matchesJsonPath: string | Record<string, unknown>;
    }
  | {
      and: Patterns;
    }
  | {
      or: Patterns;
    }
  | {
      /** Such a pattern again. */
      not: Record<string, unknown>;
    };

export type Patterns = Array<Record<string, unknown>>;

export type Delay =
  | {
      type: 'fixed';
      milliseconds: number;
    }
  | {
      type: 'uniform';
      lower: number;
      upper: number;
    }
  | {
      type: 'lognormal';
      median: number;
      sigma: number;
    };

export type RuleResponse =
  | {
      status: number;
      headers?: Headers;
      body?: unknown;
    }
  | {
      code: number;
      headers?: Headers;
    };

export type Headers = Record<string, string>;

export type Clock = {
  time: string;
  frozen: boolean;
  /** Whether it is another time than the machine's. */
  moved: boolean;
};

export type ClockChange = {
  time?: string;
  /** Milliseconds. */
  advance?: number;
  frozen?: boolean;
};

/** A request and its answer, with `[redacted]` in the place of every secret. */
export type Request = {
  id: number;
  /** When it came, by the machine's clock. */
  at: string;
  /** How long it took. */
  milliseconds: number;
  sandbox?: string;
  request: {
    method: string;
    url: string;
    headers: SeenHeaders;
    /** JSON as such, any other text as text; absent where none was read. */
    body?: unknown;
    /** Only the beginning was kept. */
    bodyTruncated?: true;
    /** The true length of a body that was not kept whole. */
    bodyBytes?: number;
    /** Newer ones have taken its place. */
    bodyLost?: true;
  };
  /** Null where the connection broke off. */
  response: null | {
    status: number;
    headers: SeenHeaders;
    body?: unknown;
    bodyTruncated?: true;
    bodyBytes?: number;
    bodyLost?: true;
  };
  api?: string;
  operation?: string;
  /** The operation's code, an example to order, a rule (or a fault to order), the API itself in refusing, a failure or refusal of ours, nobody since no operation has the path and method, an answer to OPTIONS, or nobody since the client went away before. */
  respondedBy: 'handler' | 'example' | 'rule' | 'refusal' | 'problem' | 'unmatched' | 'preflight' | 'aborted';
  /** The id of the rule that had a part in it. */
  rule?: string;
  violations: Array<Violation>;
  unknownParameters?: Array<string>;
  emptyParameters?: Array<string>;
  /** Those that came more than once, of which only the last counted. */
  repeatedParameters?: Array<string>;
  unknownFields?: Array<string>;
  /** How many names or violations there are beyond those listed: of names the first 1,000 characters are kept, of violations the first 50. */
  leftOut?: Record<string, number>;
  /** The operations most like one that there is not. */
  nearest?: Array<string>;
  /** A command that sends it again; null where that cannot be known. */
  curl: string | null;
};

export type SeenHeaders = Record<string, string | Array<string>>;

/** What the contract does not allow. */
export type Violation = {
  in: 'query' | 'body' | 'answer';
  /** A JSON pointer. */
  pointer: string;
  message: string;
  /** The place of the contract. */
  schemaPath?: string;
  /** What a document says there, in our words. */
  statement?: {
    id: string;
    says: string;
  };
};

export type RequestPage = {
  requests: Array<Request>;
  total: number;
};

export type Scenario = {
  name: string;
};

export type Scenarios = {
  scenarios: Array<{
    name: string;
    summary: string;
  }>;
};

export type Settings = {
  profile: 'documented' | 'consistent' | 'observed';
  readings?: Record<string, string>;
};
