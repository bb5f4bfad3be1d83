// Written by test/guardians/types.test.ts; after a change of a schema: npx vitest run <that file> --update

export type Comparison = {
  pairs: Array<ComparedPair>;
  /** How many requests of the plan were too many. */
  leftOut: number;
};

export type ComparedPair = {
  method: string;
  path: string;
  /** Its number in the journal. */
  id?: number;
  api?: string;
  operation?: string;
  /** What the request has that others to the operation have not. */
  about?: string;
  /** `failed`: a side has not responded. `unsent`: it may change something, or the time was up. */
  outcome: 'equal' | 'differs' | 'failed' | 'unsent';
  /** The status on the left. */
  left?: number;
  /** The status on the right. */
  right?: number;
  /** By places in `status`, `headers` and `body`. The first 50 are listed, and long values are cut. */
  differences: Array<{
    pointer: string;
    left?: unknown;
    right?: unknown;
  }>;
  /** How many differences are not listed. */
  more?: number;
  /** Places that one side fills differently each time. They count as equal. */
  volatile: Array<string>;
  /** The choices of readings with which the copy of this mock responds more like the other side. */
  explainedBy: Array<{
    reading: string;
    choice: string;
    /** Whether no difference is left then. */
    explainsAll: boolean;
  }>;
};

/** Needs `requests` or `plan`. */
export type ComparisonOptions = {
  left: ComparedSide;
  right: ComparedSide;
  /** Requests, or the numbers of requests in the journal. */
  requests?: Array<
    | number
    | {
        /** GET without it. */
        method?: string;
        /** The path and the query as this mock has them. */
        path: string;
        headers?: Headers;
        /** Text, or a value that is sent as JSON. */
        body?: unknown;
      }
  >;
  /** An API, of which each operation gets several requests. */
  plan?: string;
  /** Pointers to what may differ, in which `*` stands for any name. */
  ignore?: Array<string>;
  /** Whether requests that may change something are sent to a sandbox or another server. */
  writes?: boolean;
};

/** With nothing but headers, a copy of this mock as it is. */
export type ComparedSide = {
  profile?: 'documented' | 'consistent' | 'observed';
  /** Other choices of a copy of this mock. */
  readings?: Record<string, string>;
  /** The name of a sandbox. */
  sandbox?: string;
  /** The URL of another server, without the documented base path. It gets no secrets of the journal. */
  target?: string;
  headers?: Headers;
};

export type Headers = Record<string, string>;

export type Imported = {
  imported: number;
  /** How many have a path that no operation has. */
  leftOut: number;
};

export type Inference = {
  api: string;
  title: string;
  /** The version of OpenAPI. */
  openapi: string;
  basePath: string;
  /** What is kept, by name. */
  collections: Record<string, unknown>;
  operations: Array<InferredOperation>;
  /** How many operations there are of each kind. */
  rules: Record<string, number>;
  /** What was not understood of the names and schemas, in sentences. */
  doubts: Array<string>;
  warnings: Array<{
    file: string;
    line: number;
    /** A JSON pointer. */
    place: string;
    message: string;
  }>;
  /** How many statements of each certainty a contract folder has; and its readings. */
  contract?: Record<string, unknown>;
  /** All resources, as a file for `--resources` has them. */
  yaml: string;
  /** What overrides them; absent for a shipped API. */
  overrides?: {
    /** YAML; empty where nothing does. */
    text: string;
    /** The file that it can be saved in. */
    path?: string;
    /** Whether a start has it, too. */
    isSaved: boolean;
  };
  /** After a change, the collections that began again, since their records did not fit. */
  restarted?: Array<string>;
};

export type InferredOperation = {
  id: string;
  method: string;
  path: string;
  /** What it does to the records of a collection; `respond` keeps nothing. */
  does: string;
  collection?: string;
  /** The kind of operation that it is taken for, or `given` where a person has decided. */
  rule: string;
  why: string;
  /** The status and the media type of its response. */
  response: string;
  /** Where the body comes from. */
  source: 'example' | 'schema' | 'none';
};

export type OverridingResources = {
  /** YAML. */
  text: string;
  /** Whether to write it to the file that the mock has read. */
  save?: boolean;
};
