// Written by test/guardians/types.test.ts; after a change of a schema: npx vitest run <that file> --update

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

export type ChangedRecords = {
  changed: number;
  /** The records as they were, where there are at most 1,000. */
  before?: Array<Record<string, unknown>>;
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
  /** The causes of the violations so far, while the check runs. Another run of a case may take one back. */
  found?: Array<{
    message: string;
    operation: string;
    /** Whether none of them fails the run. */
    warning: boolean;
    violations: number;
  }>;
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

export type Differences = {
  differences: DifferenceList;
};

export type DifferenceList = Array<{
  /** The name with that of its API: `shop.orders`. */
  collection: string;
  added: number;
  changed: number;
  removed: number;
}>;

export type RecordPage = {
  records: Array<Record<string, unknown>>;
  /** How many records fulfil the filter. */
  total: number;
};

export type Sandbox = {
  name: string;
  /** By the machine's clock. */
  madeAt: string;
  /** By the machine's clock. */
  usedAt: string;
  /** How many it has received. */
  requests: number;
  /** How many there are. */
  rules: number;
  differences: DifferenceList;
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
  /** The JSON and the commands that the document prints, where they are a part of Understudy. */
  samples: Array<{
    /** Its lines: `12` or `12-20`. */
    lines: string;
    text: string;
  }>;
};

export type State = {
  version: string;
  /** It differs after a restart. */
  startedAt: string;
  sandbox?: string;
  profile: 'documented' | 'consistent' | 'observed';
  /** The scenario that was started, if any. */
  scenario?: string;
  /** When everything but the sandboxes will be reset, if that is planned. */
  nextReset?: string;
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

/** The tokens by API and owner. */
export type Tokens = Record<string, Record<string, string>>;
