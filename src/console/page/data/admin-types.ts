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

export type Apis = {
  apis: Array<{
    name: string;
    /** The beginning of its paths. */
    basePath: string;
    operations: Array<{
      id: string;
      method: string;
      path: string;
      /** Whether the mock adds it and no document has it. */
      companion: boolean;
      /** The documented statuses, each with the names of its examples, for `Prefer`. */
      outcomes: Record<string, Array<string>>;
    }>;
  }>;
};

export type Check = {
  id: string;
  api: string;
  target: string;
  /** `stopped`: before all cases had run. `failed`: nothing could be tested, and `problem` says why. */
  state: 'running' | 'ended' | 'stopped' | 'failed';
  /** By the machine's clock. */
  startedAt: string;
  /** Absent while the data of the target are read. */
  progress?: {
    /** How many cases have run. */
    done: number;
    all: number;
    failing: number;
    /** The check of the last case. */
    check: string;
  };
  /** What the run has to say of itself. */
  notes: Array<string>;
  problem?: string;
  /** As `understudy check --report json` writes it. */
  report?: Record<string, unknown>;
};

export type CheckOptions = {
  /** The API whose contract counts. */
  api: string;
  /** The URL of the server, without the documented base path; this mock by default. */
  target?: string;
  /** A credential for a target of your own; for several security schemes, use the command line. */
  token?: string;
  /** What the run may change on the target: nothing, or what it has created. */
  writes?: 'none' | 'own';
  /** All made-up values follow from it. */
  seed?: number;
  /** After this many milliseconds no further case starts. */
  budget?: number;
};

export type Checks = {
  checks: Array<Check>;
};

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

export type Collection = {
  api: string;
  name: string;
  /** The member that identifies a record in the store. */
  key: string;
  /** The member by which clients know a record, and to which references refer. */
  identifier: string;
  count: number;
  members: Array<Member>;
};

/** A member of the records of a collection. Names that begin with `$` are of the store alone. */
export type Member = {
  name: string;
  /** The JSON types that are allowed; empty where any is. */
  types: Array<string>;
  required: boolean;
  format?: string;
  enum?: Array<unknown>;
  readOnly?: boolean;
  description?: string;
  /** How a filter and an order compare it; absent where they cannot. */
  comparesAs?: 'number' | 'instant' | 'text';
  /** The collection that has the record whose key it is. */
  reference?: string;
};

export type Collections = {
  collections: Array<{
    api: string;
    name: string;
    /** The member that identifies a record in the store. */
    key: string;
    /** How many records there are; absent while no request has needed them. */
    count?: number;
  }>;
};

export type Readings = {
  readings: Array<{
    id: string;
    question: string;
    /** The lines of documents that raise the question: `orders:26` or `orders:26-30`. */
    lines: Array<string>;
    choices: Array<{
      id: string;
      means: string;
    }>;
    /** The choice of each profile. */
    profiles: Record<string, string>;
    /** The present choice. */
    choice: string;
  }>;
};

export type RecordPage = {
  records: Array<Record<string, unknown>>;
  /** How many records fulfil the filter. */
  total: number;
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

/** `handler`: the operation's handler. `example`: a documented example that `Prefer` asked for. `rule`: a rule, or a fault that `Prefer` asked for. `refusal`: the API refused the request. `problem`: a failure or refusal of the mock. `unmatched`: no operation has the path and method. `preflight`: a response to OPTIONS. `aborted`: the client disconnected before a response. `receiver`: the server that a callback is sent to. */
export type RespondedBy =
  | 'handler'
  | 'example'
  | 'rule'
  | 'refusal'
  | 'problem'
  | 'unmatched'
  | 'preflight'
  | 'aborted'
  | 'receiver';

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

export type RulePreview = {
  /** How many received requests in the journal the rule matches. */
  matched: number;
  /** How many received requests the journal has. */
  received: number;
  /** The newest that match. */
  newest: Array<RequestSummary>;
};

/** What a list shows of a request. */
export type RequestSummary = {
  id: number;
  at: string;
  milliseconds: number;
  method: string;
  url: string;
  /** 0 where there was no response. */
  status: number;
  api?: string;
  operation?: string;
  respondedBy: RespondedBy;
  rule?: string;
  sandbox?: string;
  /** The mock sent it. */
  callback?: true;
  /** How many there are; absent where they are not counted yet. */
  violations?: number;
  /** How many parameters and fields the contract does not know. */
  unknown?: number;
};

export type Rules = {
  rules: Array<AddedRule>;
};

export type Sandboxes = {
  sandboxes: Array<string>;
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

export type Snapshots = {
  snapshots: Array<string>;
};

export type SourceDocument = {
  name: string;
  /** Absent where the server does not have the document. */
  lines?: Array<string>;
};

export type State = {
  version: string;
  /** It differs after a restart. */
  startedAt: string;
  sandbox?: string;
  profile: 'documented' | 'consistent' | 'observed';
  /** The scenario that was started, if any. */
  scenario?: string;
  clock: Clock;
  /** How many there are. */
  rules: number;
  /** The number of the oldest request in the journal, and that of the next one. */
  requests: {
    oldest: number;
    next: number;
  };
  /** What a reset would restore, beside the data and the journal. */
  changes: {
    rules: boolean;
    clock: boolean;
    /** How many have another choice. */
    readings: number;
    scenario: boolean;
  };
};

export type Statements = {
  statements: Array<StatementEntry>;
};

/** What a document states, in our words. */
export type StatementEntry = {
  id: string;
  /** The name of the document; absent where it is from none. */
  document?: string;
  /** Its lines: `12` or `12-20`. */
  lines?: string;
  says: string;
  certainty: Certainty;
  /** The reading that rules it, where the documents leave a doubt. */
  reading?: string;
  /** The places of the contract that rest on it. */
  pointers: Array<string>;
  /** The checks that test it. */
  checks: Array<string>;
};

/** `explicit`: a document says it. `derived`: an example or a name shows it. `ruled`: a reading decides it. `companion`: no document has it, but clients need it. `generated`: it is made up. */
export type Certainty = 'explicit' | 'derived' | 'ruled' | 'companion' | 'generated';

export type SummaryPage = {
  requests: Array<RequestSummary>;
  total: number;
};

/** The tokens by API and owner. */
export type Tokens = Record<string, Record<string, string>>;
