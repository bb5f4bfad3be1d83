// The library's public face.
export type {
  AcefoneUser,
  AddedRule,
  Clock as ClockState,
  ClockChange,
  Criteria,
  DnlCarrier,
  DnlRole,
  DnlUser,
  Finished,
  Limits,
  Mock,
  MockOptions,
  MockTokens,
  RecordTypes,
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
