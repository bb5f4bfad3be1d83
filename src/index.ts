// The library's public face.
export { createMock, type Mock, type MockOptions, type MockTokens } from './app/index.js';
export { Problem, type ProblemCode } from './kernel/index.js';
