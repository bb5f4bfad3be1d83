import type { DescribedOperation, Description } from '../openapi/index.js';
import type { Condition } from '../store/index.js';
import { isAdmitted } from './authentication-rules.js';
import { compileFilters } from './list/find/compile-filters.js';
import { listQueryParameters } from './list/names/query-parameters.js';
import type { LoadedHandlers } from './own/load-own-handlers.js';
import { takeOver } from './own/take-over.js';
import type { OperationContext, ResourceContext, UnknownParents } from './perform/context/resource-context.js';
import { createCreate } from './perform/create.js';
import { createDelete } from './perform/delete.js';
import { createFindIssues } from './perform/find-issues.js';
import { createGet } from './perform/get.js';
import { createList } from './perform/list.js';
import { createLogIn } from './perform/log-in.js';
import { createReplace } from './perform/replace.js';
import { createAction, createUpdate, readPatch, shownReader } from './perform/update.js';
import { createUpdateAll } from './perform/update-all.js';
import { createWholeChange } from './perform/whole-members.js';
import { defineCollection } from './records/define-collection.js';
import { describeKept } from './records/kept.js';
import { findSampleKeys } from './records/seed/sample-keys.js';
import { createSeeds } from './records/seed/seed.js';
import { storedKeyValue } from './records/stored.js';
import type { ResourceApi, ResourceCall, ResourceResponse } from './resource-api.js';
import type { Deed, Resources } from './resources.js';

export type ResourceOptions = {
  description: Description;
  resources: Resources;
  /** The name of the API, with which the names of its collections in the store begin. */
  api: string;
  seed: number;
  /** How many records each collection begins with, unless its rule says another number. */
  records: number;
  unknownParents: UnknownParents;
  /** The description with the schemas of the records, where that is another version. */
  schemas?: Description;
  /** Whether the store has the starting records already, so that no request adds any. */
  areSeeded?: boolean;
  /** The ids of the operations whose rule a person has given. */
  given?: ReadonlySet<string> | undefined;
  /** Handlers of a person, in the place of ours. */
  handlers?: LoadedHandlers | undefined;
};

/** Makes the collections and handlers of an API from what its operations do. */
export function createResources({
  description,
  resources,
  api,
  seed: chosen,
  records,
  unknownParents,
  schemas = description,
  areSeeded = false,
  given,
  handlers: own,
}: ResourceOptions): ResourceApi {
  const seed = `${chosen} ${api}`;
  const rules = Object.entries(resources.collections).filter(([, { state }]) => state !== false);
  const collections = new Map(
    rules.map(([name, rule]) => {
      const schema = rule.schema === undefined ? undefined : schemas.schemaAt(rule.schema);
      return [name, describeKept(name, rule, { api, schema })] as const;
    }),
  );
  const seeds = createSeeds({ description, resources, collections, seed, records, areSeeded });
  const context: ResourceContext = {
    description,
    resources,
    collections,
    seeds,
    seed,
    salt: chosen,
    unknownParents,
  };
  const handlers = new Map(
    description.operations.flatMap(operation => {
      const handler = createHandler(operation, context);
      return handler ? [[operation.id, handler]] : [];
    }),
  );
  return {
    collections: [...collections.values()].map(kept =>
      defineCollection(kept, { seed, firstKey: () => seeds.firstKey(kept.name) }),
    ),
    handlers: own ? takeOver(handlers, own, context) : handlers,
    certainty: id => (own?.byOperation.has(id) || given?.has(id) ? 'explicit' : 'derived'),
    admit(store, key) {
      const { collection = '', admits } = resources.authentication ?? {};
      const kept = collections.get(collection);
      const record = kept && store.collection(kept.storeName).get(key);
      return record && isAdmitted(record, admits) ? storedKeyValue(kept, record) : undefined;
    },
    issues(id) {
      const operation = description.operations.find(one => one.id === id);
      const own = operation && contextOf(operation, context);
      return own && createFindIssues(own, { readShown: shownReader(own), conditions: conditionsOf(own) });
    },
    bulkChange(id) {
      const operation = description.operations.find(one => one.id === id);
      const own = operation && contextOf(operation, context);
      if (own?.rule.does !== 'updateAll' || own.rule.wholeMembers !== true) return undefined;
      const conditions = conditionsOf(own);
      return call => ({
        collection: own.kept.storeName,
        where: conditions(call),
        to: createWholeChange(own, call, readPatch(own, call)),
      });
    },
    sampleKeys(id) {
      const rule = resources.operations[id];
      const kept = rule?.collection === undefined ? undefined : collections.get(rule.collection);
      return rule && kept ? findSampleKeys(rule, { kept, family: seeds }) : [];
    },
    seed: seeds.seed,
    records: seeds.records,
    nextNumber: seeds.nextNumber,
  };
}

/** The conditions of the records that a request is about. */
function conditionsOf({ rule, kept, operation }: OperationContext): (call: ResourceCall) => readonly Condition[] {
  const readWanted = compileFilters(rule, { kept, parameters: listQueryParameters(operation) });
  return ({ query, repeated }) => readWanted(query, repeated).conditions;
}

type Handler = (call: ResourceCall) => ResourceResponse;

/** The handler of an operation, made when it is first needed; undefined for operations without state. */
function createHandler(operation: DescribedOperation, context: ResourceContext): Handler | undefined {
  const own = contextOf(operation, context);
  const create = own && HANDLERS[own.rule.does];
  if (!own || !create) return undefined;
  let handler: Handler | undefined;
  return call => {
    handler ??= create(own);
    return handler(call);
  };
}

/** What an operation with state needs. */
function contextOf(operation: DescribedOperation, context: ResourceContext): OperationContext | undefined {
  const rule = context.resources.operations[operation.id];
  const kept = rule?.collection === undefined ? undefined : context.collections.get(rule.collection);
  return rule && kept && { ...context, operation, rule, kept };
}

const HANDLERS: Partial<Record<Deed, (context: OperationContext) => Handler>> = {
  list: createList,
  get: createGet,
  create: createCreate,
  replace: createReplace,
  update: createUpdate,
  updateAll: createUpdateAll,
  delete: createDelete,
  action: createAction,
  logIn: createLogIn,
};
