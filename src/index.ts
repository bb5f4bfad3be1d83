// The library's public face.

export type { AcefoneUser, DnlCarrier, DnlRole, DnlUser, RecordTypes } from './apis/index.js';
export type {
  AddedRule,
  Clock as ClockState,
  ClockChange,
  Criteria,
  Finished,
  Limits,
  Mock,
  MockOptions,
  MockTokens,
  Request as SeenRequest,
  RequestFilter,
  RequestPage,
  Rule,
  Sandbox,
  Settings,
  WorkspaceClient,
} from './app/index.js';
export { createMock } from './app/index.js';
export type { Profile } from './contract/index.js';
export { type Clock, Problem, type ProblemCode } from './kernel/index.js';
export type {
  CollectionRecords,
  OwnCall,
  OwnHandler,
  OwnHandlers,
  OwnParents,
  OwnRecord,
  OwnRequest,
  OwnResponse,
} from './resource/index.js';
