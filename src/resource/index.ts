// Knows what an API keeps: infers it from a description, reads it from a file, and handles the operations that change it.
// Refuses to know how requests travel, and how refusals are worded in responses.
export {
  type AuthenticationRules,
  type FixedToken,
  isAdmitted,
  type LogInRule,
  TOKEN_SECONDS,
} from './authentication-rules.js';
export { createResources, type ResourceOptions } from './create-resources.js';
export { type ApiSource, readSource } from './file/api-source.js';
export {
  type DecidedResources,
  decideResources,
  type ResourcesFile,
  readResourcesFile,
} from './file/decide-resources.js';
export { MAX_SEEDED } from './file/resources-schema.js';
export { readWholeResources } from './file/whole-resources.js';
export { writeResources } from './file/write-resources.js';
export { type InferredResources, inferResources } from './infer/infer-resources.js';
export { RULE_NAMES, type RuleName } from './infer/rules/reasoned-rule.js';
export { listCompanions } from './list/list-companions.js';
export { isDescending, readOrder } from './list/names/order-terms.js';
export { placingParameters } from './list/names/used-parameters.js';
export {
  COMPANIONS,
  COMPARISONS,
  type Companion,
  type Comparison,
  type FilterRule,
  type OrderRule,
  type PagingRule,
} from './list-rules.js';
export { type LoadedHandlers, loadOwnHandlers } from './own/load-own-handlers.js';
export type {
  CollectionRecords,
  OwnCall,
  OwnHandler,
  OwnHandlers,
  OwnParents,
  OwnRecord,
  OwnRequest,
  OwnResponse,
} from './own/own-handlers.js';
export { UNKNOWN_PARENTS, type UnknownParents } from './perform/context/resource-context.js';
export { createGivenCompleter } from './records/complete-given.js';
export { describeStored, type StoredCollection } from './records/describe-stored.js';
export { compileReplaced } from './records/shown.js';
export {
  findRefusalRule,
  ISSUE_KINDS,
  ISSUE_PARTS,
  type IssueKind,
  type IssueRules,
  type ReasonRules,
  type RefusalReason,
  type RefusalRule,
  type RefusalRules,
} from './refusal-rules.js';
export type { LooseValues, RequestRules } from './request-rules.js';
export type {
  FindIssues,
  RefusedInput,
  ResourceApi,
  ResourceCall,
  ResourceRefusal,
  ResourceResponse,
  SampleKey,
} from './resource-api.js';
export {
  type CollectionRule,
  DEEDS,
  type Deed,
  type KeyRule,
  type OperationRule,
  type ParentRule,
  type Resources,
} from './resources.js';
