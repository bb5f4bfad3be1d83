/** Every failure of Understudy itself by its code: title, what to do, and the HTTP status of the response that reports it. */
export const problems = {
  'response-violates-contract': {
    title: 'Response breaks the contract',
    fix: 'Report it: the mock sent a response that its own contract does not allow.',
    status: 500,
  },
  'handler-failed': {
    title: 'Handler failed',
    fix: 'Report it with the request that caused it.',
    status: 500,
  },
  'body-read-before': {
    title: 'Body read before the mock',
    fix: 'Put the mock before the middleware that reads bodies, or let that middleware parse this media type.',
    status: 500,
  },
  'checkpoint-failed': {
    title: 'Data file not rewritten',
    fix: 'Check that the data folder can be read and written. The server tries again later.',
    status: 500,
  },
  'console-missing': { title: 'Console not built', fix: 'Run `npm run build` in the checkout.', status: 500 },
  'content-coding-unknown': {
    title: 'Unknown content coding',
    fix: 'Use one that `Accept-Encoding` names: gzip, x-gzip, deflate, br, or none.',
    status: 415,
  },
  'contract-invalid': { title: 'Invalid contract', fix: 'Correct the named file.', status: 500 },
  'control-closed': {
    title: 'Control plane closed to other machines',
    fix: 'Start the server with `--admin-token`, or on 127.0.0.1.',
    status: 403,
  },
  'control-invalid': {
    title: 'Invalid control request',
    fix: 'Compare the request with `GET /__admin/openapi.json`.',
    status: 400,
  },
  'control-refused': {
    title: 'Control plane closed to this page or host name',
    fix: 'Call it as localhost or 127.0.0.1, from one of its own pages or from outside a browser.',
    status: 403,
  },
  'control-token-wrong': {
    title: 'Admin token missing or wrong',
    fix: 'Send the token that the server was started with: `Authorization: Bearer TOKEN`.',
    status: 401,
  },
  'control-too-large': {
    title: 'Control request too large',
    fix: 'Send a smaller body, or raise its limit.',
    status: 413,
  },
  'data-contradicted': {
    title: 'Data folder seeded with other options',
    fix: 'Leave the flag out, or discard the data with `understudy reset` or `--reset`.',
    status: 500,
  },
  'data-damaged': {
    title: 'Data file not readable',
    fix: 'Correct that line, or discard all data with `--reset`.',
    status: 500,
  },
  'data-invalid': {
    title: 'Invalid records in the data file',
    fix: 'Correct the named lines, or discard all data with `--reset`.',
    status: 500,
  },
  'data-locked': {
    title: 'Data folder in use',
    fix: 'Stop the other process, choose another folder with `--data`, or use none with `--memory`.',
    status: 500,
  },
  'data-replaced': {
    title: 'Data replaced while the request waited',
    fix: 'Send the request again; it then uses the new data.',
    status: 409,
  },
  'file-changed': {
    title: 'File changed meanwhile',
    fix: 'Compare your changes with the file, then load the description again or restart the server.',
    status: 409,
  },
  'files-replaced': {
    title: 'Files of the data folder replaced',
    fix: 'Put the earlier files back, or restart the server to use the new ones.',
    status: 500,
  },
  'data-unusable': {
    title: 'Data folder not usable',
    fix: 'Make it a folder that can be written, choose another with `--data`, or use none with `--memory`.',
    status: 500,
  },
  'data-unsaved': {
    title: 'Change not saved',
    fix: 'The change was undone. Check that the data folder can be read and written, then send the request again.',
    status: 500,
  },
  'store-unavailable': { title: 'Shared store unavailable', fix: 'Send the request again in a second.', status: 503 },
  'store-unusable': { title: 'Shared store unusable', fix: 'Correct what is named, then start again.', status: 503 },
  'write-in-doubt': { title: 'Change in doubt', fix: 'Look whether it was made before you repeat it.', status: 503 },
  'description-invalid': {
    title: 'Invalid description',
    fix: 'Give an OpenAPI description of version 2.0, 3.0 or 3.1, as YAML or JSON, with at least one operation.',
    status: 500,
  },
  'fixtures-invalid': {
    title: 'Invalid starting records',
    fix: 'Correct the named file, or leave `--fixtures` out.',
    status: 500,
  },
  'headers-too-large': {
    title: 'Headers too large',
    fix: 'Send fewer or shorter headers, such as cookies, or raise the limit `headers`.',
    status: 431,
  },
  'listen-failed': {
    title: 'Server cannot listen',
    fix: 'Choose another host or another port, such as 0 for any free one: `mock.listen(0)`.',
    status: 500,
  },
  'mock-closed': { title: 'Mock closed', fix: 'Create a new one with `createMock`.', status: 500 },
  'method-not-allowed': {
    title: 'Method not allowed',
    fix: 'Use one of the methods of this path.',
    status: 405,
  },
  'nothing-tested': {
    title: 'Nothing tested',
    fix: 'See `understudy check --help` for what a check needs.',
    status: 500,
  },
  'no-such-sandbox': {
    title: 'Unknown sandbox',
    fix: 'Name an existing sandbox; the first request to a new one creates it.',
    status: 404,
  },
  'no-such-api': { title: 'Unknown API', fix: 'Name one of the APIs that are served.', status: 404 },
  'no-such-document': {
    title: 'Unknown document',
    fix: 'Name one of the documents that the statements of the API cite.',
    status: 404,
  },
  'no-such-record': { title: 'Unknown record', fix: 'List the records of the collection.', status: 404 },
  'no-such-request': {
    title: 'Unknown request',
    fix: 'List the requests in the journal; it removes old ones to make room for new ones.',
    status: 404,
  },
  'no-such-rule': { title: 'Unknown rule', fix: 'List the existing rules.', status: 404 },
  'no-such-scenario': {
    title: 'Unknown scenario',
    fix: 'Name one of the scenarios under fixtures/*/scenarios/.',
    status: 404,
  },
  'no-such-schema': {
    title: 'Unknown schema',
    fix: 'Name one of the files under contracts/, such as `order.json`.',
    status: 404,
  },
  'no-such-collection': { title: 'Unknown collection', fix: 'Name an existing collection.', status: 404 },
  'no-such-operation': {
    title: 'Unknown operation',
    fix: 'Compare the path with the nearest operations.',
    status: 404,
  },
  'no-such-snapshot': { title: 'Unknown snapshot', fix: 'Create it first, or name an existing one.', status: 404 },
  'no-such-check': { title: 'Unknown check', fix: 'List the checks; the last 20 are kept.', status: 404 },
  'check-running': { title: 'Check running', fix: 'Wait until it has ended, or stop it.', status: 409 },
  'outcome-unknown': {
    title: 'Undocumented outcome',
    fix: 'Ask for one of the outcomes that the operation documents.',
    status: 400,
  },
  'own-handler-failed': {
    title: 'Own handler failed',
    fix: 'Correct the handler at the named line. Nothing of what it changed is kept.',
    status: 500,
  },
  'own-handlers-invalid': {
    title: 'Invalid own handlers',
    fix: "Give an object with a synchronous function for each operation: `export default { 'POST /login': () => ({ token: 'x' }) }`.",
    status: 500,
  },
  'preference-invalid': {
    title: 'Invalid preference',
    fix: 'Correct the header `Prefer`; docs/forcing-responses.md lists its preferences.',
    status: 400,
  },
  'rate-limited': {
    title: 'Too many requests',
    fix: 'Wait as many seconds as `Retry-After` says, then send the request again.',
    status: 429,
  },
  'request-malformed': {
    title: 'Malformed HTTP request',
    fix: 'Send HTTP/1.1, without TLS.',
    status: 400,
  },
  'request-too-slow': {
    title: 'Request too slow',
    fix: 'Send it faster, or raise the limit `requestTimeout`.',
    status: 408,
  },
  'option-invalid': {
    title: 'Invalid option',
    fix: 'See `understudy serve --help`, or the table of options in docs/library.md.',
    status: 500,
  },
  'record-changed': {
    title: 'Record changed meanwhile',
    fix: 'Read the record again, and send the change with its new `ETag`.',
    status: 412,
  },
  'record-exists': {
    title: 'Key taken',
    fix: 'Choose another key, or leave it out; PUT replaces a record.',
    status: 409,
  },
  'records-invalid': {
    title: 'Invalid records',
    fix: 'Correct the named records; nothing was changed.',
    status: 400,
  },
  'resources-invalid': {
    title: 'Invalid resources',
    fix: 'Correct the named lines. `understudy infer FILE --yaml` writes all resources of a description.',
    status: 500,
  },
  'sandbox-gone': {
    title: 'Sandbox deleted while the request waited',
    fix: 'Send the request again; it then uses the sandbox that now has this name.',
    status: 409,
  },
  'sandbox-name-invalid': {
    title: 'Invalid sandbox name',
    fix: 'Use 1 to 64 letters, digits, dots, hyphens and underscores.',
    status: 400,
  },
  'sandboxes-closed': {
    title: 'Sandboxes closed to other machines',
    fix: 'Start the server with `--remote-overrides open`, or on 127.0.0.1.',
    status: 403,
  },
  'scenario-invalid': {
    title: 'Invalid scenario',
    fix: 'Correct the named file under fixtures/.',
    status: 500,
  },
  'target-invalid': {
    title: 'Invalid target URL',
    fix: 'Give the URL without the documented base path, such as http://localhost:8000.',
    status: 500,
  },
  'target-unreachable': {
    title: 'Target unreachable',
    fix: 'Start the server, or correct its URL.',
    status: 500,
  },
  'token-refused': {
    title: 'Token refused by the target',
    fix: 'Give a valid token with `--token` or in UNDERSTUDY_TOKEN, or a credential with `--auth`.',
    status: 500,
  },
  'too-many-rules': {
    title: 'Rule limit reached',
    fix: 'Delete the rules that you no longer need.',
    status: 409,
  },
  'too-many-snapshots': {
    title: 'Snapshot limit reached',
    fix: 'Delete a snapshot that you no longer need, or use the name of one to replace it.',
    status: 409,
  },
  'too-many-watchers': {
    title: 'Watcher limit reached',
    fix: 'Close a watcher that you no longer need, then try again.',
    status: 503,
  },
  'request-refused': {
    title: 'Request refused',
    fix: 'Send what the description asks for.',
    status: 400,
  },
  'url-too-long': {
    title: 'URL too long',
    fix: 'Send a shorter query, or raise the limit `url`.',
    status: 414,
  },
  'value-impossible': {
    title: 'No value for a schema',
    fix: 'Give an example in the description, or correct the named schema: its keywords contradict each other.',
    status: 500,
  },
} as const satisfies Record<string, { title: string; fix: string; status: number }>;

export type ProblemCode = keyof typeof problems;
