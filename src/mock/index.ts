// Knows the way of a request through the mock and the port that an API implements; owns the Express app.
// Refuses to know what any API answers, and where its configuration comes from.
export { answerBytes } from './answer-bytes.js';
export type { Api, Surroundings } from './api.js';
export type { Answer, Behaviour, Call, Flaw } from './behaviour.js';
export { createApp, type Finished } from './create-app.js';
export { listener } from './listen.js';
export type { BodyLimits } from './read-body.js';
