import type { FakerCall } from '../fake/index.js';
import type { AuthenticationRules, LogInRule } from './authentication-rules.js';
import type { Companion, DoneCompanion, FilterRule, OrderRule, PagingRule } from './list-rules.js';
import type { ReasonRules, RefusalRules } from './refusal-rules.js';
import type { RequestRules } from './request-rules.js';

/**
 * What an API keeps, and what each of its operations does with it. Inference finds it in a description, `resources.yaml`
 * says it, and the handlers are made from it. It is data: all of it can be written as YAML.
 */
export type Resources = {
  /** By name: `pets`. */
  collections: Readonly<Record<string, CollectionRule>>;
  /** By operation id. */
  operations: Readonly<Record<string, OperationRule>>;
  /** How requests are read, where that is not as documented. */
  requests?: RequestRules;
  /** Whose credentials count. */
  authentication?: AuthenticationRules;
  /** How requests are refused, where that is not as documented. */
  refusals?: RefusalRules;
};

/** One kind of records. */
export type CollectionRule = {
  /** The place of the schema of a record as responses show it: `api.yaml#/components/schemas/Pet`. Without it records are any objects. */
  schema?: string;
  /** The names that lead to the member that identifies a record: `id`, `metadata.name`. Without it no member of a record does. */
  key?: string;
  /** How keys of new records are made: counted, drawn, made from the member `name` or `title`, made from the key's schema. */
  ids?: 'integer' | 'uuid' | 'slug' | 'text';
  /** What a record belongs to, the outermost first, by the name of the parent. */
  parents?: Readonly<Record<string, ParentRule>>;
  /** Whether there is one record, or one for each parent: the settings of a shop. */
  singleton?: boolean;
  /** Members that have the time of the creation, and of the last change. */
  created?: readonly string[];
  updated?: readonly string[];
  /** Members that have the key of a record of another collection, by member. */
  references?: Readonly<Record<string, string>>;
  /** Members of which no two records have the same value. */
  unique?: readonly string[];
  /** How faker makes members of starting records, and those that only the server sets, by member: `{ name: person.fullName }`. */
  fake?: Readonly<Record<string, FakerCall>>;
  /** Values of members that nobody has sent: `{ active: true }`. */
  defaults?: Readonly<Record<string, unknown>>;
  /** Members that have the key of the caller who created the record. */
  callers?: readonly string[];
  /** Members that follow others: whenever those are written, these are, too. */
  follows?: Readonly<Record<string, FollowRule>>;
  /** The members that new records have first; the others have the order of the schema. */
  members?: readonly string[];
  /** The form of members that clients may write otherwise. */
  keptAs?: Readonly<Record<string, KeptForm>>;
  /** A time as the API writes its times: `2018-02-14T15:59:45.142396+00:00`. */
  timeLike?: string;
  /** Members that have passwords. They are kept as digests. */
  passwords?: Readonly<Record<string, PasswordRule>>;
  /** How the values of members compare of which the schema does not say a type. */
  columns?: Readonly<Record<string, 'number' | 'text' | 'instant'>>;
  /** What responses have in the place of members of a record, by member. Then records are shown so, whatever the schema of a response. */
  shows?: ShownMembers;
  /** How many records there are at the start. */
  records?: number;
  /** Whether the records are kept; if not, the operations respond with examples. */
  state?: boolean;
};

/** What a member follows: another member, or what a record of another collection says whose key that one is. */
export type FollowRule = {
  /** The names that lead to the followed member: `role_id`, `client.name`. */
  member: string;
  /** The collection whose record has the value, at `shows`. */
  of?: string;
  shows?: string;
  /** The value where there is no such record. */
  otherwise?: unknown;
  /** Whether an empty text counts as null in a record that a person gives. What a client sends stays. */
  emptyIsNull?: boolean;
};

/** As text, in a list each item, or as an object with these members, which have these values where they were not sent. */
export type KeptForm = 'text' | Readonly<Record<string, unknown>>;

/** How a password is kept. */
export type PasswordRule = {
  /** The member whose value is the password of starting records, and of given ones, that have none: `name`. */
  usual?: string;
  /** Whether an empty text keeps the password that there is. */
  keepsEmpty?: boolean;
};

/** A parent is a collection of that name, whose records must exist; without such a collection it is only a part of the path. */
export type ParentRule = {
  /** The member of a record that has the parent's key. Without it the key is kept beside the record. */
  member?: string;
};

/** What an operation does. */
export type OperationRule = {
  does: Deed;
  /** The collection that it is about; absent for `respond`. */
  collection?: string;
  /** Where a request has the key of the record. */
  key?: KeyRule;
  /** The path parameters that have the keys of the parents, by the name of the parent. */
  parents?: Readonly<Record<string, string>>;
  /** The names that lead to the record, or to the list of records, in the response: `data`, `result.items`; empty for the whole body. Absent where the response has none. */
  response?: string;
  /** The names that lead to the record in the body of the request: `order`; by default the whole body. */
  request?: string;
  /** The example that the response is made from, by its name; by default the first one. */
  example?: string;
  /** What the response shows of a record: these members and no others. */
  shows?: ShownMembers;
  /** Values in the response around the records, by the names that lead to them: `{ success: true }`. */
  with?: Readonly<Record<string, unknown>>;
  /** Of a list. */
  paging?: PagingRule;
  /** Which records a query parameter finds, by parameter. */
  filters?: Readonly<Record<string, FilterRule>>;
  /** Parameters that are searched for in all texts of a record. */
  search?: readonly string[];
  order?: OrderRule;
  /** What members of the response around the records say, by the names that lead to them: `meta.total`. */
  companions?: Readonly<Record<string, Companion | DoneCompanion>>;
  /** The same for headers of the response. */
  headers?: Readonly<Record<string, Companion>>;
  /** The members that an action sets: `{ status: cancelled }`. */
  sets?: Readonly<Record<string, unknown>>;
  /** How a log-in finds the caller. */
  logIn?: LogInRule;
  /** Members that a body must have, beside those of its schema; `any`: at least one that its schema knows. */
  requires?: 'any' | readonly string[];
  /** Values that members of a body may have, though the schema does not allow them. */
  allows?: Readonly<Record<string, readonly unknown[]>>;
  /** Whether values that equal those that the client was shown change nothing, and are right whatever the schema says. */
  ignoresUnchanged?: boolean;
  /** Whether members are kept as they were sent: a change replaces them as a whole, and only the request is validated. */
  wholeMembers?: boolean;
  /** Whether a change of many needs a filter, and a query that has not only unknown parameters. */
  needsFilter?: boolean;
  needsKnown?: boolean;
  /** Whether a change of many is refused where it finds no record. */
  needsRecord?: boolean;
  /** Whether a replacement of a record that does not exist creates it. */
  creates?: boolean;
  /** How its requests are refused, where it refuses otherwise than the other operations. */
  refusals?: ReasonRules;
};

/** `respond` has no state: the response is an example or made from its schema. */
export const DEEDS = [
  'list',
  'get',
  'create',
  'replace',
  'update',
  'updateAll',
  'delete',
  'action',
  'logIn',
  'respond',
] as const;
export type Deed = (typeof DEEDS)[number];

export type KeyRule = { in: 'path' | 'query' | 'header' | 'body'; name: string };

/** What responses show of a record, by member. */
export interface ShownMembers {
  readonly [member: string]: ShownValue;
}

/** The name of a member of the record, a value that never changes, members inside, or a rule. */
export type ShownValue = string | number | boolean | null | readonly [] | ShownRule | ShownMembers;

/** `where` names a member without which the whole value is null. */
export type ShownRule = { where?: string } & (
  | {
      /** The names that lead to the member of the record. */
      member: string;
      as?: 'integer' | 'text';
      /** What stands for values of the member; a text is that text. */
      values?: Readonly<Record<string, ShownValue>>;
      /** What stands for all other values; by default they stay. */
      otherwise?: ShownValue;
    }
  | { shows: ShownMembers }
  /** A value that never changes: a text would name a member. */
  | { always: unknown }
);
