import type { DescribedSchema } from './schema/described-schema.js';
import type { SourcePlace } from './source-place.js';

/** A method on a path, as a description has it: one model for OpenAPI 2.0, 3.0 and 3.1. */
export type DescribedOperation = {
  /** The `operationId`, or else the method and the path: `GET /pets/{petId}`. */
  id: string;
  /** In capitals: `GET`. */
  method: string;
  /** The path template as the description has it, without the base path: `/pets/{petId}`. */
  path: string;
  /** The base paths that the operation or its path has instead of the description's; undefined where it has none. */
  basePaths: readonly string[] | undefined;
  place: SourcePlace;
  summary: string | undefined;
  description: string | undefined;
  tags: readonly string[];
  deprecated: boolean;
  /** Those of the operation and of its path. */
  parameters: readonly Parameter[];
  body: RequestBody | undefined;
  /** In the order of the description. */
  responses: readonly DescribedResponse[];
  /** The alternatives of which a request needs one; empty where it needs no credentials. */
  security: readonly SecurityRequirement[];
  /** Whether the description asks for no credentials there, not even for optional ones: a log-in. */
  isOpen: boolean;
  callbacks: readonly Callback[];
  /** The value of its `x-understudy`; undefined without it. */
  extension: unknown;
};

export type ParameterIn = 'path' | 'query' | 'header' | 'cookie';

/** How a value is written as text. `tabDelimited` is the `tsv` of 2.0. */
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject';

export type Parameter = {
  name: string;
  in: ParameterIn;
  required: boolean;
  style: ParameterStyle;
  /** Whether each item or member is written as a parameter of its own. */
  explode: boolean;
  /** Whether the parameter may be sent without a value. */
  allowEmptyValue: boolean;
  description: string | undefined;
  /** The media type of its text, where the description gives `content` instead of a style: `application/json`. */
  mediaType: string | undefined;
  place: SourcePlace;
  schema: DescribedSchema;
  examples: readonly Example[];
};

export type RequestBody = { required: boolean; place: SourcePlace; contents: readonly Content[] };

/** A body in one media type. */
export type Content = {
  /** In lower case; it may be a range such as `text/*`, and may have parameters. */
  mediaType: string;
  place: SourcePlace;
  /** Undefined where the description does not say what the body is. */
  schema: DescribedSchema | undefined;
  examples: readonly Example[];
  /** How the parts of a form are written, by member. */
  encoding: Readonly<Record<string, PartEncoding>>;
};

export type PartEncoding = { contentType: string | undefined; style: ParameterStyle; explode: boolean };

/** A named example. Its value is read when it is needed, since it may be in a file. Undefined where it cannot be read. */
export type Example = { name: string; place: SourcePlace; value(): unknown };

export type DescribedResponse = {
  /** A status (`404`), a range of statuses (`4XX`), or `default`. */
  status: string;
  description: string;
  /** The value of its `x-certainty`; undefined without it. */
  certainty: unknown;
  place: SourcePlace;
  /** Empty where the response has no body. */
  contents: readonly Content[];
  headers: readonly ResponseHeader[];
  links: readonly ResponseLink[];
};

/** What the response says of another operation: it can be called with these values. */
export type ResponseLink = {
  name: string;
  place: SourcePlace;
  /** The `operationId` of the other operation, or its place behind `operationRef`: `#/paths/~1pets~1{id}/get`. */
  operation: { id: string } | { reference: string };
  /** By the name of the parameter, which may begin with its place (`path.id`): a value, or a runtime expression such as `$response.body#/id`. */
  parameters: Readonly<Record<string, unknown>>;
  /** The body that is sent: a value or a runtime expression. Undefined without one. */
  body: unknown;
};

export type ResponseHeader = {
  name: string;
  required: boolean;
  place: SourcePlace;
  schema: DescribedSchema;
  explode: boolean;
  examples: readonly Example[];
};

/** Credentials that a request needs together. */
export type SecurityRequirement = readonly { scheme: SecurityScheme; scopes: readonly string[] }[];

export type SecurityScheme =
  | { name: string; type: 'apiKey'; in: 'header' | 'query' | 'cookie'; key: string }
  | { name: string; type: 'basic' }
  /** Bearer, OAuth 2 and OpenID Connect. */
  | { name: string; type: 'bearer' }
  /** Another scheme of the header Authorization: `digest`. */
  | { name: string; type: 'http'; scheme: string }
  | { name: string; type: 'mutualTLS' };

/** A request that the API sends to an address that an earlier request has given. */
export type Callback = {
  name: string;
  /** The address, with runtime expressions: `{$request.body#/callbackUrl}`. */
  address: string;
  operation: DescribedOperation;
};
