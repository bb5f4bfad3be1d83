import { chooseJson, chooseSuccess, SchemaView } from '../../openapi/index.js';
import { compileList } from '../list/compile-list.js';
import { memberView } from '../records/member-path.js';
import { createShow } from '../records/show.js';
import type { ResourceCall, ResourceResponse } from '../resource-api.js';
import type { OperationContext } from './context/resource-context.js';
import { openScope } from './context/scope.js';

/** Handles an operation that lists records. */
export function createList(context: OperationContext): (call: ResourceCall) => ResourceResponse {
  const { kept, operation, rule, seed } = context;
  const success = chooseSuccess(operation);
  const schema = success && chooseJson(success.response.contents)?.schema;
  const view = schema && memberView(new SchemaView(schema), rule.response ?? '');
  const show = createShow(kept, { shows: rule.shows, view: view?.items, seed });
  const list = compileList({ rule, operation, kept, show, seed });
  return call => {
    const scope = openScope(context, call);
    if ('refusal' in scope) return scope;
    const page = list(call, scope.where);
    return 'refusal' in page ? page : { status: success?.status ?? 200, ...page };
  };
}
