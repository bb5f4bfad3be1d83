import type { SchemaView } from '../../../openapi/index.js';
import { memberView } from '../../records/member-path.js';
import { findSent, findShown, isDocumented, type OperationFacts } from '../read/operation-facts.js';
import type { Position } from '../read/position.js';
import { canShowAs, isSameRecord } from '../read/same-record.js';
import { kindOfIds } from './find-key.js';
import { type FoundCollection, findOperation } from './found-collection.js';

export type ItemDeed = 'get' | 'replace' | 'update' | 'delete' | 'action';

/** What an operation does with a record, by its verb or by its method and bodies. */
export function itemDeed(collection: FoundCollection, { facts, verb }: Position): ItemDeed {
  if (verb && verb !== 'list' && verb !== 'create') return verb;
  const { operation, request, response, record, list } = facts;
  switch (operation.method) {
    case 'GET':
    case 'HEAD':
      return list || (response && !record) ? 'action' : 'get';
    case 'PUT':
      if (createsAbsent(collection, facts)) return 'replace';
      if (!facts.sent || !isOfRecord(collection, facts)) return 'action';
      return isPartial(collection, facts) ? 'update' : 'replace';
    case 'PATCH':
      return (facts.sent && isOfRecord(collection, facts)) || isPatch(facts) ? 'update' : 'action';
    case 'POST': {
      const isChange = request ? isPartOf(facts, collection, 0.5) : hasOwnParameters(collection, facts);
      return isChange ? 'update' : 'action';
    }
    case 'DELETE':
      return 'delete';
    default:
      return 'action';
  }
}

/** Whether a PUT creates the record that does not exist. */
export function createsAbsent(collection: FoundCollection, facts: OperationFacts): boolean {
  const { record, response, request } = facts;
  if (response && !record) return false;
  return mayCreate(collection, facts) && (!request || isPartOf(facts, collection));
}

/** Whether clients keep under keys of their choice what is no record, such as a text or any value. */
export function keepsAnything(collection: FoundCollection): boolean {
  const { items } = collection.group;
  const isRead = items.some(({ facts }) => facts.operation.method === 'GET' && facts.record);
  return !isRead && items.some(({ facts }) => facts.request && !facts.sent && mayCreate(collection, facts));
}

/**
 * Whether a PUT may create what does not exist: it says so with 201; or it sends nothing, as for members of a team; or nothing else
 * creates records, and their keys are such as clients choose.
 */
function mayCreate({ group, others, record, key }: FoundCollection, facts: OperationFacts): boolean {
  if (facts.operation.method !== 'PUT') return false;
  if (isDocumented(facts, '201')) return true;
  const isPosted = [group, ...others].some(({ whole }) => whole.some(one => one.facts.operation.method === 'POST'));
  if (isPosted) return false;
  if (!facts.request) return true;
  return key !== undefined && ['text', 'slug'].includes(kindOfIds(key, memberView(record, key)));
}

/** Whether what is sent has members of the record. */
export function isPartOf(facts: OperationFacts, { record }: FoundCollection, share = 0.3): boolean {
  const sent = findSent(facts, record);
  return (
    sent !== undefined &&
    (sent.view.members.size === 0 || record.members.size === 0 || isSameRecord(sent.view, record, share))
  );
}

/** Whether a change of an item is of the record: by what is sent, or else by the response, which is the record or nothing. */
function isOfRecord(collection: FoundCollection, facts: OperationFacts): boolean {
  if (isPartOf(facts, collection)) return true;
  const shown = findShown(facts, collection.record);
  return !facts.response || (shown !== undefined && canShowAs(collection.record, shown.view));
}

/**
 * Whether a PUT changes what it is sent: there is no PATCH, and it requires nothing, but a creation requires something, or
 * members stand in an envelope, as in APIs that change what `{"order": {…}}` has.
 */
function isPartial(collection: FoundCollection, facts: OperationFacts): boolean {
  const { group, record } = collection;
  if (!isPartOf(facts, collection)) return true;
  const sent = findSent(facts, record);
  if (findOperation(group.items, 'PATCH') || !sent || sent.view.members.size === 0) return false;
  const creator = findOperation(group.whole, 'POST', 'create');
  const created = (creator && findSent(creator, record)?.view) ?? record;
  const isRequired = (view: SchemaView | undefined) =>
    [...(view?.members.values() ?? [])].some(({ required, readOnly }) => required && !readOnly);
  return !isRequired(sent.view) && (isRequired(created) || sent.at !== '');
}

/** Whether a request has a list of changes as JSON Patch, or any object as a merge patch. */
function isPatch({ operation }: OperationFacts): boolean {
  return (operation.body?.contents ?? []).some(({ mediaType }) => /patch\+json/i.test(mediaType));
}

/** Whether query parameters have the names of members, as in a form: `POST /pet/{petId}?name=…`. */
function hasOwnParameters({ record }: FoundCollection, { operation }: OperationFacts): boolean {
  const query = operation.parameters.filter(one => one.in === 'query');
  return query.length > 0 && query.every(({ name }) => record.members.has(name));
}
