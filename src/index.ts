// The library's public face.
export {
  createMock,
  type Finished,
  type Limits,
  type Mock,
  type MockOptions,
  type MockTokens,
  type Sandbox,
} from './app/index.js';
export type { Profile } from './contract/index.js';
export { type Clock, Problem, type ProblemCode } from './kernel/index.js';
