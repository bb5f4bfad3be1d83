// Knows what a caller asked the mock to do otherwise: rules for requests, and preferences of one request.
// Refuses to know how it is done: answers, sockets and contracts.
export {};
