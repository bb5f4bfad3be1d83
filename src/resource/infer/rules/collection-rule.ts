import { singular } from '../../../fake/index.js';
import type { MemberView, SchemaView } from '../../../openapi/index.js';
import { foldName } from '../../list/names/fold-name.js';
import { mayBeScalar } from '../../list/names/member-paths.js';
import { memberView } from '../../records/member-path.js';
import type { CollectionRule, ParentRule } from '../../resources.js';
import { kindOfIds } from '../find/find-key.js';
import { isCreate, isGet } from '../find/found-collection.js';
import { type FoundParent, type NamedCollection, type ResourceModel, tailsOf } from '../find/resource-model.js';
import { wordsOf } from '../read/nouns.js';
import { isDocumented, type OperationFacts, type Viewer, variableView } from '../read/operation-facts.js';

/** The rule of a collection: its key, its parents, and the members that mean something. */
export function readCollectionRule(
  collection: NamedCollection,
  { model, viewer }: { model: ResourceModel; viewer: Viewer },
): CollectionRule {
  const { record, key, singleton } = collection;
  const created = findTimes(record, CREATED);
  const updated = findTimes(record, UPDATED);
  const parents = readParents(collection, model);
  const references = readReferences(collection, { model, parents });
  const unique = readUnique(collection);
  return {
    schema: record.place,
    ...(key !== undefined && { key }),
    ...(!singleton && { ids: kindOfIds(key, keyView(collection, viewer)) }),
    ...(Object.keys(parents).length > 0 && { parents }),
    ...(singleton && { singleton }),
    ...(created.length > 0 && { created }),
    ...(updated.length > 0 && { updated }),
    ...(Object.keys(references).length > 0 && { references }),
    ...(unique.length > 0 && { unique }),
  };
}

/** The parents that the collection's own path and the others that list it name. */
export function parentsOf({ group, others }: NamedCollection, model: ResourceModel): FoundParent[] {
  const own = (group.variables.length > 1 ? group.variables.slice(0, -1) : []).map(variable => ({ variable }));
  const found = [group.base.concat(own), ...others.map(({ base }) => base)].flatMap(parts => model.parents(parts));
  return found.filter(({ name }, at) => found.findIndex(other => other.name === name) === at);
}

/** The member of a record that has the key of a parent: `customerId` or `customer_id`, or the variable's own name. */
function findParentMember(record: SchemaView, parent: FoundParent, ownKey: string | undefined): string | undefined {
  const { collection, variable } = parent;
  const noun = collection?.noun ?? '';
  const keyTypes = collection && memberOfKey(collection)?.types;
  const words = wordsOf(variable);
  const own = words.length > 1 || (noun !== '' && words.join('').includes(noun)) || noun === '' ? words.join(' ') : '';
  const wanted =
    noun === '' ? [own] : [own, `${noun} id`, ...tailsOf(collection?.key).map(tail => `${noun} ${tail}`), noun];
  const members = [...record.members.values()].filter(({ name, value }) => {
    return name !== ownKey && mayBeScalar(value) && !GENERIC.has(name.toLowerCase()) && fitsTypes(value, keyTypes);
  });
  return wanted.flatMap(
    one => members.find(({ name }) => one !== '' && foldName(name) === foldName(one))?.name ?? [],
  )[0];
}

function readParents(collection: NamedCollection, model: ResourceModel): Record<string, ParentRule> {
  return Object.fromEntries(
    parentsOf(collection, model)
      .filter(({ collection: parent }) => parent !== collection)
      .map(parent => {
        const member = findParentMember(collection.record, parent, collection.key);
        return [parent.name, member === undefined ? {} : { member }];
      }),
  );
}

/**
 * Members named after the key of another collection, possibly with words before it: `billing_customer_id`, `tagIds`. A member that
 * is either a key or the whole record may be named after the record alone: `customer`.
 */
function readReferences(
  collection: NamedCollection,
  { model, parents }: { model: ResourceModel; parents: Readonly<Record<string, ParentRule>> },
): Record<string, string> {
  const taken = new Set([collection.key, ...Object.values(parents).map(({ member }) => member)]);
  const references = [...collection.record.members.values()].flatMap(({ name, value }): [string, string][] => {
    if (taken.has(name)) return [];
    const one = value.items ?? value;
    const words = value.items ? wordsOf(name).map(singular) : wordsOf(name);
    const ending = one.members.size > 0 ? 'id' : '';
    const target = words
      .flatMap((_, at) => model.referredBy(words.slice(at).join('') + ending) ?? [])
      .find(other => other !== collection && fitsTypes(one, memberOfKey(other)?.types));
    return target && mayBeScalar(one) && !one.enum ? [[name, target.name]] : [];
  });
  return Object.fromEntries(references);
}

/** Members that identify a person or a thing beside its key, where a creation may find them taken. */
function readUnique({ group, others, record, key }: NamedCollection): string[] {
  const creator = [group, ...others]
    .flatMap(({ whole }) => whole.map(({ facts }) => facts))
    .find(facts => !isGet(facts) && isCreate(facts, record) && isDocumented(facts, '409'));
  if (!creator) return [];
  return [...record.members.values()]
    .filter(({ name, value }) => isScalar(value) && name !== key && UNIQUE.has(foldName(name)))
    .map(({ name }) => name)
    .concat(key !== undefined && isSent(creator, key) ? [key] : []);
}

function isSent({ sent }: OperationFacts, key: string): boolean {
  const member = sent?.view.members.get(key);
  return member !== undefined && !member.readOnly;
}

/** The schema of the member that has the key. */
function memberOfKey({ record, key }: NamedCollection): SchemaView | undefined {
  return key === undefined ? undefined : memberView(record, key);
}

function keyView(collection: NamedCollection, viewer: Viewer): SchemaView | undefined {
  const { group } = collection;
  const variable = group.variables.at(-1);
  const holder = group.items[0]?.facts;
  return (
    memberOfKey(collection) ?? (holder && variable !== undefined ? variableView(holder, variable, viewer) : undefined)
  );
}

const GENERIC = new Set(['id', 'name', 'slug', 'key', 'uuid', 'sid', 'code', 'number', 'title', 'type', 'status']);

const UNIQUE = new Set(['email', 'emailaddress', 'username', 'login', 'slug', 'handle', 'code']);

const CREATED =
  /^(?:(?:date )?(?:created|inserted)(?: (?:at|on|date|time|timestamp))?|creation (?:date|time|timestamp)|create(?:d)? (?:date|time)|date (?:of )?creation)$/;
const UPDATED =
  /^(?:(?:date |last )?(?:updated|modified|changed)(?: (?:at|on|date|time|timestamp))?|(?:last )?(?:modification|update) (?:date|time|timestamp)|(?:last )?(?:change|modify) (?:date|time))$/;

/** Members of a record that have others about it, and not about something else. */
const ABOUT = new Set(['meta', 'metadata', 'attributes', 'fields', 'timestamps', 'dates', 'audit']);

/** The names that lead to times of a record: `createdAt`, `meta.created`. */
function findTimes(record: SchemaView, pattern: RegExp): string[] {
  return [...record.members.values()].flatMap(member => {
    if (isTime(member, pattern)) return [member.name];
    if (!ABOUT.has(member.name.toLowerCase())) return [];
    return [...member.value.members.values()]
      .filter(inner => isTime(inner, pattern))
      .map(({ name }) => `${member.name}.${name}`);
  });
}

/** A time by its name and by its type: a text named only `created` has to have the format of a time. */
function isTime({ name, value }: MemberView, pattern: RegExp): boolean {
  const words = wordsOf(name).join(' ');
  if (!pattern.test(words) || !isScalar(value) || value.types.has('boolean') || value.enum) return false;
  if (value.format === 'date-time' || value.format === 'date') return true;
  if (value.types.has('integer') || value.types.has('number')) return true;
  return value.format === undefined && words.includes(' ');
}

function isScalar(value: SchemaView): boolean {
  return !value.types.has('object') && !value.types.has('array') && value.members.size === 0;
}

function fitsTypes(value: SchemaView, types: ReadonlySet<string> | undefined): boolean {
  const own = [...value.types].filter(type => type !== 'null');
  return !types || types.size === 0 || own.length === 0 || own.some(type => types.has(type));
}
