// Knows OpenAPI descriptions of any version: operations, schemas and their validators; the only owner of ajv.
// Refuses to know what statements and readings add to a description, and who plays or judges it.
export {
  type ChosenResponse,
  chooseError,
  chooseJson,
  chooseSuccess,
  findResponse,
  isBodiless,
} from './choose-response.js';
export {
  type Description,
  describeDocument,
  type LoadOptions,
  loadDescription,
  readLocalDescription,
} from './description.js';
export { formatYaml } from './load/format-yaml.js';
export { findLines, parseDocument, parseOwnDocument } from './load/parse-document.js';
export { toLine, type Warning } from './load/warnings.js';
export { nearestName, similarName, suggest } from './nearest-name.js';
export type * from './operation.js';
export { type Match, OperationMatcher, type Route } from './operation-matcher.js';
export { contentReader } from './request/content/content-reader.js';
export { writeContent } from './request/content/write-content.js';
export type { SentIssue } from './request/input-issue.js';
export { chooseContent, mayBeJson } from './request/media-type.js';
export { readDefaults } from './request/parameters/parameter-defaults.js';
export { parameterReader } from './request/parameters/parameter-reader.js';
export { writeParameters } from './request/parameters/write-parameters.js';
export type { RequestIssue } from './request/request-issue.js';
export { type CoercionOptions, coerce } from './schema/coerce.js';
export type { DescribedSchema, Direction, JsonSchema } from './schema/described-schema.js';
export { compilePattern, type Pattern } from './schema/pattern.js';
export { schemaDocument } from './schema/schema-document.js';
export { describeErrors, type Expectation, type SchemaIssue } from './schema/schema-issues.js';
export { type MemberView, SchemaView } from './schema/schema-view.js';
export { readShape, type Schema, type Shape } from './schema/shape.js';
export { findTouchedPlaces } from './schema/touched-places.js';
export { OWN_FORMATS, type Validator } from './schema/validate.js';
export {
  createInputValidator,
  describeIssues,
  formatInput,
  type InputIssue,
  type InputValidator,
} from './schema/validate-input.js';
