// Knows tokens: those that follow from the seed.
// Refuses to know APIs, requests and responses.
export { createSeededToken } from './seeded-token.js';
