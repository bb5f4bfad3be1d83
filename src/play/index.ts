// Knows how a description is played: which response a request gets, its credentials, its refusals.
// Refuses to know how requests travel, and where descriptions come from.

export { type PlayOptions, playDescription } from './described-api.js';
export { exampleWarnings, listBrokenExamples } from './example-warnings.js';
export { fakerWarnings } from './faker-warnings.js';
export { formatHttpFile } from './http-file.js';
export { filterIssues } from './loose/filter-issues.js';
export { createLooseReader } from './loose/loose-reader.js';
export { type PlannedRequest, planRequests } from './plan-requests.js';
export { createRefuser, type RefusalParts } from './refuse/refuse.js';
export { refuseIssues } from './refuse/refuse-issues.js';
export { firstRequest, type SampleOptions, type SampleRequest, sampleRequest } from './sample-request.js';
