// Written by test/guardians/types.test.ts; after a change of a schema: npx vitest run <that file> --update

export type AddedRule = {
  id: string;
  rule: Rule;
  /** How often it was applied. */
  applied: number;
  /** The id of a later rule that decides for all requests of this one, which is therefore never applied. */
  shadowedBy?: string;
};

/** The requests that a rule changes, and how. Beside the delay, a rule has at most one effect. */
export type Rule = {
  match: Criteria;
  /** How often the rule is applied; by default without limit. */
  times?: number;
  /** The probability that the rule is applied to a request that matches; by default 1. */
  probability?: number;
  delay?: Delay;
  response?: RuleResponse;
  fault?: 'CONNECTION_RESET_BY_PEER' | 'EMPTY_RESPONSE' | 'MALFORMED_RESPONSE_CHUNK' | 'RANDOM_DATA_THEN_CLOSE';
  /** Requests beyond this rate get 429 with `Retry-After`. */
  rateLimit?: {
    requests: number;
    seconds: number;
  };
  /** Whether the token counts as expired. */
  expireTokens?: boolean;
  /** Whether the rule is applied at all; by default true. */
  enabled?: boolean;
};

/** A request must match all of them. URLs are without the prefix of a sandbox. Names and paths that no request can have are refused. `api` and `operation` are added to the criteria of WireMock. */
export type Criteria = {
  api?: string;
  /** The id of an operation, with or without its API, as in `Understudy-Operation`: `shop.getOrder`. */
  operation?: string;
  /** `ANY` matches every method. */
  method?: string;
  /** Path and query. */
  url?: string;
  urlPath?: string;
  /** A path in which `{name}` matches one segment. */
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

/** Exactly one of these. Regular expressions are RE2 and must match the whole text, of which only the first 16,384 characters are used. `and`, `or` and `not` may be nested three levels deep. */
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
      /** A path to one value that must exist, such as `$.items[0].id`; or an object with that path as `expression` and a pattern for the value. Wildcards, filters and `..` are refused. */
      matchesJsonPath: string | Record<string, unknown>;
    }
  | {
      and: Patterns;
    }
  | {
      or: Patterns;
    }
  | {
      /** A pattern. */
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
  /** Whether the time differs from the machine's. */
  moved: boolean;
};

export type ClockChange = {
  time?: string;
  /** Milliseconds. */
  advance?: number;
  frozen?: boolean;
};

/** A request and its response, with `[redacted]` in the place of every secret. */
export type Request = {
  id: number;
  /** When it arrived, by the machine's clock. */
  at: string;
  /** From its arrival to the end of the response. */
  milliseconds: number;
  sandbox?: string;
  request: {
    method: string;
    url: string;
    headers: SeenHeaders;
    /** A JSON value, or a string where the body is not JSON; absent where none was read. */
    body?: unknown;
    /** Only the beginning is kept. */
    bodyTruncated?: true;
    /** The length of a body that is not kept whole. */
    bodyBytes?: number;
    /** The body was dropped to make room for newer ones. */
    bodyLost?: true;
  };
  /** Null where the connection closed before, or where a callback got none. */
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
  respondedBy: RespondedBy;
  /** Only of a callback, a request that the mock sent. */
  callback?: {
    /** The number of the request that it follows. */
    of: number;
    /** Its name in the description. */
    name: string;
    /** How many times it was sent, this time included; 0 if it was not sent. */
    attempt: number;
    /** Why there is no response. */
    failure?: string;
  };
  /** The id of the rule that was applied. */
  rule?: string;
  violations: Array<Violation>;
  unknownParameters?: Array<string>;
  emptyParameters?: Array<string>;
  /** Parameters that were sent more than once and of which only the last value was used. */
  repeatedParameters?: Array<string>;
  unknownFields?: Array<string>;
  /** How many names or violations are not listed. Of each list of names the first 1,000 characters are kept, of violations the first 50. */
  leftOut?: Record<string, number>;
  /** The operations nearest to a request that matches none. */
  nearest?: Array<string>;
  /** A command that sends the request again; null where the journal does not have all of it. */
  curl: string | null;
};

export type SeenHeaders = Record<string, string | Array<string>>;

/** `handler`: the operation's handler. `example`: a documented example that `Prefer` asked for. `rule`: a rule, or a fault that `Prefer` asked for. `refusal`: the API refused the request. `problem`: a failure or refusal of the mock. `unmatched`: no operation has the path and method. `preflight`: a response to OPTIONS. `aborted`: the client disconnected before a response. `receiver`: the server that a callback is sent to. `imported`: another server, in an exchange from an HTTP archive. */
export type RespondedBy =
  | 'handler'
  | 'example'
  | 'rule'
  | 'refusal'
  | 'problem'
  | 'unmatched'
  | 'preflight'
  | 'aborted'
  | 'receiver'
  | 'imported';

/** One thing in an exchange that the contract does not allow. */
export type Violation = {
  in: 'query' | 'body' | 'response';
  /** A JSON pointer. */
  pointer: string;
  message: string;
  /** A pointer into the contract. */
  schemaPath?: string;
  /** What the API's documents say, in our words. */
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
