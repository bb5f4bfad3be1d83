import type { AdminPlane, LocalCall } from '../admin/index.js';
import type { RecordTypes } from '../apis/index.js';
import type { Workspace, Workspaces } from '../server/index.js';
import type {
  AddedRule,
  Clock,
  ClockChange,
  Criteria,
  Request,
  RequestPage,
  Rule,
  Scenario,
  Scenarios,
  Settings,
} from './admin-types.js';

/**
 * Controls the mock or one sandbox from code, with the same code as `/__admin`. Each method rejects with the problem that a
 * request would get, such as `control-invalid`.
 */
export interface WorkspaceClient {
  /** Resets the data, the clock, the readings, the rules and the journal. Resolves when that is saved. Rejects with `data-unsaved`. */
  reset(): Promise<void>;
  /** Saves a snapshot of the data in memory, at once even for many records. Rejects with `too-many-snapshots`. */
  snapshot(name: string): Promise<void>;
  /** Restores the data of a snapshot. Resolves when that is saved. Rejects with `no-such-snapshot`, `data-unsaved`. */
  restore(name: string): Promise<void>;
  /** Rules that change the responses to matching requests. */
  readonly rules: {
    list(): Promise<AddedRule[]>;
    add(rule: Rule): Promise<AddedRule>;
    /** Rejects with `no-such-rule`. */
    read(id: string): Promise<AddedRule>;
    /** Rejects with `no-such-rule`. */
    delete(id: string): Promise<void>;
    clear(): Promise<void>;
  };
  /** The clock of all times in responses. */
  readonly clock: {
    read(): Promise<Clock>;
    /** Sets, freezes or advances it (in milliseconds); `{}` undoes all changes. */
    set(change: Omit<ClockChange, 'time'> & { time?: string | Date }): Promise<Clock>;
  };
  /** The named starting states. */
  readonly scenario: {
    list(): Promise<Scenarios['scenarios']>;
    /** The name of the one that was started last. */
    read(): Promise<string>;
    /** Rejects with `no-such-scenario`. */
    start(name: string): Promise<void>;
  };
  /** The profile and the readings. */
  readonly settings: {
    read(): Promise<Settings>;
    choose(settings: Settings): Promise<Settings>;
  };
  /** The received requests, the newest first. */
  readonly journal: {
    list(filter?: RequestFilter): Promise<RequestPage>;
    /** Rejects with `no-such-request`. */
    read(id: number): Promise<Request>;
    find(criteria?: Criteria): Promise<Request[]>;
    count(criteria?: Criteria): Promise<number>;
    /** The requests that matched no operation. */
    unmatched(): Promise<Request[]>;
    clear(): Promise<void>;
  };
  /** The records as they are stored. */
  readonly records: {
    read<Api extends keyof RecordTypes, Name extends keyof RecordTypes[Api]>(
      api: Api,
      collection: Name,
    ): Promise<RecordTypes[Api][Name][]>;
    /** Replaces all records of a collection. Rejects with `records-invalid`; nothing has changed then. */
    replace<Api extends keyof RecordTypes, Name extends keyof RecordTypes[Api]>(
      api: Api,
      collection: Name,
      records: readonly RecordTypes[Api][Name][],
    ): Promise<void>;
  };
}

/** Filters the journal. `since` and `until` are times; `limit` is 100 by default. */
export type RequestFilter = {
  api?: string;
  operation?: string;
  status?: number;
  since?: string | Date;
  until?: string | Date;
  violations?: boolean;
  /** Only callbacks, which the mock sent, or only requests that it received; both by default. */
  callbacks?: boolean;
  method?: string;
  respondedBy?: Request['respondedBy'];
  /** The id of the rule that was applied. */
  rule?: string;
  /** Only requests whose body contains this text, or whose response does. */
  body?: string;
  responseBody?: string;
  /** Only requests with a smaller number. */
  before?: number;
  offset?: number;
  limit?: number;
};

type Parts = { workspaces: Workspaces; plane: AdminPlane; workspace: Workspace; sandbox?: string };

/** The workspace of the mock, or of a sandbox by its name. */
export function workspaceClient({ workspaces, plane, workspace, sandbox }: Parts): WorkspaceClient {
  const perform = async <T>(id: string, call: Omit<LocalCall, 'workspace' | 'sandbox'> = {}) =>
    (await plane.perform(id, { workspace, sandbox, ...call })) as T;
  const { store } = workspace;
  return {
    reset: () => workspaces.reset(workspace).then(() => plane.changes.report(workspace, 'reset')),
    async snapshot(name) {
      await workspaces.inTurn(sandbox, 'read', () => store.snapshot(name));
      plane.changes.report(workspace, 'saveSnapshot');
    },
    restore: name => store.restore(name).then(() => plane.changes.report(workspace, 'restoreSnapshot')),
    rules: {
      list: async () => (await perform<{ rules: AddedRule[] }>('listRules')).rules,
      add: body => perform('addRule', { body }),
      read: id => perform('readRule', { path: { id } }),
      delete: id => perform('deleteRule', { path: { id } }),
      clear: () => perform('deleteRules'),
    },
    clock: {
      read: () => perform('readClock'),
      set: body => perform('setClock', { body }),
    },
    scenario: {
      list: async () => (await perform<Scenarios>('listScenarios')).scenarios,
      read: async () => (await perform<Scenario>('readScenario')).name,
      start: async name => void (await perform('startScenario', { body: { name } })),
    },
    settings: {
      read: () => perform('readSettings'),
      choose: body => perform('chooseSettings', { body }),
    },
    journal: {
      list: (query = {}) => perform('listRequests', { query }),
      read: id => perform('readRequest', { path: { id: String(id) } }),
      find: async (body = {}) => (await perform<RequestPage>('findRequests', { body })).requests,
      count: async (body = {}) => (await perform<{ count: number }>('countRequests', { body })).count,
      unmatched: async () => (await perform<RequestPage>('listUnmatchedRequests')).requests,
      clear: () => perform('deleteRequests'),
    },
    records: {
      read: async (api, collection) =>
        (await perform<{ records: never[] }>('readRecords', { path: pathOf(api, collection) })).records,
      replace: (api, collection, records) =>
        perform('replaceRecords', { path: pathOf(api, collection), body: { records } }),
    },
  };
}

function pathOf(api: PropertyKey, collection: PropertyKey): Record<string, string> {
  return { api: String(api), collection: String(collection) };
}
