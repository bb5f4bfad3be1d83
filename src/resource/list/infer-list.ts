import { chooseJson, chooseSuccess, type DescribedOperation, SchemaView } from '../../openapi/index.js';
import type { OperationRule } from '../resources.js';
import { inferCompanions, inferHeaders } from './infer/infer-companions.js';
import { inferFilter } from './infer/infer-filters.js';
import { inferOrder } from './infer/infer-order.js';
import { inferPaging } from './infer/infer-paging.js';
import { settleDirections } from './infer/settle-directions.js';
import { listMembers } from './names/member-paths.js';
import { listQueryParameters, type QueryName } from './names/query-parameters.js';
import { words } from './names/words.js';

/** What an operation says of the list in its response, and the query parameters that nothing is known of. */
export type InferredList = Pick<OperationRule, 'paging' | 'filters' | 'search' | 'order' | 'companions' | 'headers'> & {
  unused: string[];
};

/** Finds out which parameter of a list is what, and what members and headers around the records say. */
export function inferList(
  operation: DescribedOperation,
  { response, item }: { response: string; item: SchemaView | undefined },
): InferredList {
  const parameters = listQueryParameters(operation);
  const success = chooseSuccess(operation)?.response;
  const envelope = success && chooseJson(success.contents)?.schema;
  const described = envelope ? inferCompanions(new SchemaView(envelope), response) : {};
  const headers = success ? inferHeaders(success) : {};
  const found = new Set([...Object.values(described), ...Object.values(headers)]);
  const { paging, used: ofPaging, newest } = inferPaging(parameters, { item, companions: found });
  const companions = settleDirections(described, paging);
  const afterPaging = without(parameters, ofPaging);
  const { order: ordered, used: ofOrder } = inferOrder(afterPaging, item);
  const order = newest !== undefined && ordered?.usual === undefined ? { ...ordered, usual: `-${newest}` } : ordered;
  const { unused, ...wanted } = inferWanted(without(afterPaging, ofOrder), item);
  return {
    ...(paging && { paging }),
    ...wanted,
    ...(order && { order }),
    ...(hasMembers(companions) && { companions }),
    ...(hasMembers(headers) && { headers }),
    unused,
  };
}

/** Finds out which parameters say which records an operation is about, and which ones nothing is known of. */
export function inferWanted(
  parameters: readonly QueryName[],
  item: SchemaView | undefined,
): Pick<InferredList, 'filters' | 'search' | 'unused'> {
  const members = item && parameters.length > 0 ? listMembers(item) : [];
  const filters = parameters.flatMap(one => {
    const filter = isPlainSearch(one) || isPlace(one) ? undefined : inferFilter(one, members);
    return filter ? [[one.name, filter] as const] : [];
  });
  const filtering = new Set(filters.map(([name]) => name));
  const search = parameters.filter(one => !filtering.has(one.name) && isSearch(one)).map(({ name }) => name);
  return {
    ...(filters.length > 0 && { filters: Object.fromEntries(filters) }),
    ...(search.length > 0 && { search }),
    unused: parameters.map(({ name }) => name).filter(name => !filtering.has(name) && !search.includes(name)),
  };
}

const SEARCH = new Set(
  words(`q query search keyword keywords term terms text searchterm searchtext fulltext searchquery searchstring searchkey
    freetext searchfor filterq filtersearch searchvalue`),
);

function isSearch({ folded, view: { types, enum: values } }: QueryName): boolean {
  return SEARCH.has(folded) && (types.size === 0 || types.has('string')) && !values;
}

/** Whether a parameter is a search even where records have a member with its name. */
function isPlainSearch(parameter: QueryName): boolean {
  return isSearch(parameter) && (parameter.folded === 'q' || parameter.folded === 'search');
}

/** Whether a parameter is a place in a timeline: keys that are texts have no order. */
function isPlace({ folded, view: { types } }: QueryName): boolean {
  return (folded === 'minid' || folded === 'maxid') && types.has('string');
}

function without(all: readonly QueryName[], used: readonly QueryName[]): QueryName[] {
  return all.filter(one => !used.includes(one));
}

function hasMembers(value: object): boolean {
  return Object.keys(value).length > 0;
}
