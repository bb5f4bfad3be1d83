import { chooseJson, type DescribedOperation, SchemaView } from '../../../openapi/index.js';
import type { JudgedApi } from '../judged-api.js';

/** What the description says of a record that an operation shows; undefined where it says nothing. */
export function viewOfRecord(operation: DescribedOperation, api: JudgedApi): SchemaView | undefined {
  const { response } = api.ruleOf(operation) ?? {};
  const described = operation.responses.find(({ status }) => /^2/.test(status));
  const schema = described && chooseJson(described.contents)?.schema;
  if (!schema || response === undefined) return undefined;
  const view = followView(new SchemaView(schema), response);
  return view?.types.has('array') ? view.items : view;
}

/** What stands where names lead: `data.items`. */
export function followView(view: SchemaView | undefined, names: string): SchemaView | undefined {
  let found = view;
  for (const name of names === '' ? [] : names.split('.')) found = found?.members.get(name)?.value;
  return found;
}
