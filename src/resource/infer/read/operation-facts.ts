import {
  type Content,
  chooseJson,
  chooseSuccess,
  type DescribedOperation,
  type DescribedSchema,
  isBodiless,
  SchemaView,
} from '../../../openapi/index.js';
import { type Found, findList, findRecord, isObject } from './find-records.js';
import { nounOf } from './nouns.js';
import { type PathPart, readPath } from './path.js';
import { isSameRecord } from './same-record.js';

/** An operation as inference sees it. */
export type OperationFacts = {
  operation: DescribedOperation;
  /** `GET /pets/{petId}`, for a person. */
  title: string;
  /** Undefined where the path cannot be of a record. */
  parts: readonly PathPart[] | undefined;
  /** What is sent, and what comes back where all is well; undefined where that is no JSON, or nothing. */
  request: SchemaView | undefined;
  response: SchemaView | undefined;
  /** The names under which bodies may have the records. */
  names: readonly string[];
  /** The list in the response, if it has objects. */
  list: Found | undefined;
  /** The record in the response, if it is no list, and the record in the request. */
  record: Found | undefined;
  sent: Found | undefined;
};

/** Makes views of schemas, one for each place, whatever refers to it. */
export type Viewer = (schema: DescribedSchema) => SchemaView;

export function createViewer(): Viewer {
  const views = new Map<string, SchemaView>();
  return schema => {
    const key = `${schema.direction} ${schema.place}`;
    const known = views.get(key);
    if (known) return known;
    const view = new SchemaView(schema);
    const target = `${schema.direction} ${view.place}`;
    const shared = views.get(target) ?? view;
    views.set(key, shared).set(target, shared);
    return shared;
  };
}

export function readFacts(operation: DescribedOperation, viewer: Viewer): OperationFacts {
  const parts = readPath(operation);
  const success = chooseSuccess(operation);
  const answered = success && !isBodiless(success.status) ? jsonSchema(success.response.contents) : undefined;
  const expected = jsonSchema(operation.body?.contents ?? []);
  const response = answered && viewer(answered);
  const request = expected && viewer(expected);
  const names = namesOf(parts ?? [], operation);
  const found = response && findList(response, names);
  const item = found?.item && viewer(found.item.schema);
  const list = found && item && isObject(item) ? { at: found.at, view: item } : undefined;
  return {
    operation,
    title: `${operation.method} ${operation.path}`,
    parts,
    request,
    response,
    names,
    list,
    record: found ? undefined : response && findRecord(response, names),
    sent: request && findRecord(request, names),
  };
}

/** Where the response has a record: where a schema says that it is one, or else where such things usually are. */
export function findShown({ response, record }: OperationFacts, known: SchemaView | undefined): Found | undefined {
  return findKnown(response, record, known);
}

/** The same for the request. */
export function findSent({ request, sent }: OperationFacts, known: SchemaView | undefined): Found | undefined {
  return findKnown(request, sent, known);
}

function findKnown(
  body: SchemaView | undefined,
  usual: Found | undefined,
  known: SchemaView | undefined,
): Found | undefined {
  if (!body || !known || !usual) return usual;
  if (body.place === known.place) return { at: '', view: body };
  if (usual.view.place === known.place) return usual;
  const inside = [...body.members.values()].filter(({ value }) => value.place === known.place);
  const [only, ...others] = inside;
  if (only && others.length === 0 && !known.members.has(only.name)) return { at: only.name, view: only.value };
  // what is a member of the record itself is not around it: `fields` of an issue
  const isPart = known.members.has(usual.at) && [...body.members.keys()].every(name => known.members.has(name));
  return isPart && !isSameRecord(usual.view, known, 0.3) ? { at: '', view: body } : usual;
}

export function isDocumented({ operation }: OperationFacts, status: string): boolean {
  return operation.responses.some(response => response.status === status);
}

/** The view of a path variable's schema. */
export function variableView({ operation }: OperationFacts, variable: string, viewer: Viewer): SchemaView | undefined {
  const parameter = operation.parameters.find(({ name, in: where }) => where === 'path' && name === variable);
  return parameter && viewer(parameter.schema);
}

function namesOf(parts: readonly PathPart[], { tags }: DescribedOperation): string[] {
  const literals = parts.flatMap(part => ('literal' in part ? [part.literal] : []));
  // findPetsByStatus, and for the path "/" the tag is all that names the resource
  const last = literals.at(-1) ?? tags[0];
  const before = literals.at(-2);
  return [last, before].filter(name => name !== undefined && nounOf(name) !== '') as string[];
}

/** Media types whose bodies may have objects. */
const HAS_OBJECTS = /^[^;]*[/+]json\b|urlencoded|form-data|\*\/\*|xml/i;

/** JSON, or a form that has objects, which is read as JSON is. */
function jsonSchema(contents: readonly Content[]): DescribedSchema | undefined {
  return chooseJson(contents.filter(({ mediaType }) => HAS_OBJECTS.test(mediaType)))?.schema;
}
