/** Every failure of ours by its code: what it is called, what to do, and the HTTP status where a client is told of it. */
export const problems = {
  'response-violates-contract': {
    title: 'The answer violates the contract',
    fix: 'Report it: the mock answered what its own contract forbids.',
    status: 500,
  },
  'behaviour-failed': {
    title: 'The mock failed to answer',
    fix: 'Report it with the request that caused it.',
    status: 500,
  },
  'body-read-before': {
    title: 'The body was read before it reached the mock',
    fix: 'Put the mock before the middleware that reads bodies, or have that parse this media type.',
    status: 500,
  },
  'checkpoint-failed': {
    title: 'The data file could not be rewritten',
    fix: 'See that the data folder can be read and written; it is tried again later.',
    status: 500,
  },
  'content-coding-unknown': {
    title: 'The content coding of the body is not read',
    fix: 'Use one of those in `Accept-Encoding`: gzip, x-gzip, deflate, br or none at all.',
    status: 415,
  },
  'contract-invalid': {
    title: 'A contract cannot be used',
    fix: 'Correct the named file under contracts/ or fixtures/.',
    status: 500,
  },
  'control-closed': {
    title: 'The control plane is closed to other machines',
    fix: 'Start the server with `--admin-token`, or on 127.0.0.1.',
    status: 403,
  },
  'control-invalid': {
    title: 'The control plane cannot do this',
    fix: 'Compare the request with `GET /__admin/openapi.json`.',
    status: 400,
  },
  'control-refused': {
    title: 'The control plane is not for this page or name',
    fix: 'Call it as localhost or 127.0.0.1, from a page of its own or from outside of a browser.',
    status: 403,
  },
  'control-token-wrong': {
    title: 'The control plane asks for its token',
    fix: 'Send the token that the server was started with: `Authorization: Bearer TOKEN`.',
    status: 401,
  },
  'control-too-large': {
    title: 'The control plane takes no body as large as this',
    fix: 'Send less, or raise its limit.',
    status: 413,
  },
  'data-contradicted': {
    title: 'The data folder was seeded otherwise',
    fix: 'Leave the flag out, or discard the data with `understudy reset` or `--reset`.',
    status: 500,
  },
  'data-damaged': {
    title: 'The data file cannot be read',
    fix: 'Correct that line, or discard all data with `understudy reset`.',
    status: 500,
  },
  'data-invalid': {
    title: 'The data file holds records that no faithful server has',
    fix: 'Correct the named lines, or discard all data with `understudy reset`.',
    status: 500,
  },
  'data-locked': {
    title: 'The data folder is in use',
    fix: 'Stop the other process, or choose another folder with `--data` or none with `--memory`.',
    status: 500,
  },
  'data-replaced': {
    title: 'The data were replaced while the request waited',
    fix: 'Send the request again; it meets the data that there are now.',
    status: 409,
  },
  'files-replaced': {
    title: 'The files of the data folder are not those that were opened',
    fix: 'Put back the files that were there, or start the server again with those that are there now.',
    status: 500,
  },
  'data-unusable': {
    title: 'The data folder cannot be used',
    fix: 'Make it a folder that can be written, or choose another with `--data` or none with `--memory`.',
    status: 500,
  },
  'data-unsaved': {
    title: 'The change could not be saved and was taken back',
    fix: 'See that the data folder can be read and written, then send the request again.',
    status: 500,
  },
  'fixtures-invalid': {
    title: 'The own starting records cannot be used',
    fix: 'Correct the named file, or leave `--fixtures` out.',
    status: 500,
  },
  'headers-too-large': {
    title: 'The headers are too large',
    fix: 'Send fewer or shorter headers, such as cookies, or raise the limit `headers`.',
    status: 431,
  },
  'listen-failed': {
    title: 'The server cannot listen',
    fix: 'Choose another port, such as 0 for any free one: `mock.listen(0)`, or another host.',
    status: 500,
  },
  'mock-closed': {
    title: 'The mock has been closed',
    fix: 'Make a new one with `createMock`.',
    status: 500,
  },
  'method-not-allowed': {
    title: 'The path is known, the method is not',
    fix: 'Use one of the methods that it answers.',
    status: 405,
  },
  'nothing-tested': {
    title: 'Nothing could be tested',
    fix: 'See `understudy check --help` for what a check needs.',
    status: 500,
  },
  'no-such-sandbox': {
    title: 'No sandbox has this name',
    fix: 'Name one that there is, or use it first.',
    status: 404,
  },
  'no-such-api': {
    title: 'No API has this name',
    fix: 'Name one of those that are served.',
    status: 404,
  },
  'no-such-request': {
    title: 'The journal has no such request',
    fix: 'List those that there are; old ones make room for new ones.',
    status: 404,
  },
  'no-such-rule': {
    title: 'No rule has this id',
    fix: 'List those that there are.',
    status: 404,
  },
  'no-such-scenario': {
    title: 'No scenario has this name',
    fix: 'Name one of those under fixtures/*/scenarios/.',
    status: 404,
  },
  'no-such-schema': {
    title: 'No schema has this name',
    fix: 'Name one of the files under contracts/, such as `user.json`.',
    status: 404,
  },
  'no-such-collection': {
    title: 'No collection has this name',
    fix: 'Name one that there is.',
    status: 404,
  },
  'no-such-operation': {
    title: 'No operation has this path',
    fix: 'Compare the path with the nearest operations.',
    status: 404,
  },
  'no-such-snapshot': {
    title: 'No snapshot has this name',
    fix: 'Make it first, or name one that there is.',
    status: 404,
  },
  'outcome-unknown': {
    title: 'The operation documents no such outcome',
    fix: 'Ask for one of the outcomes that it documents.',
    status: 400,
  },
  'preference-invalid': {
    title: 'The request prefers what cannot be done',
    fix: 'Correct the header `Prefer`; docs/forcing-responses.md lists what it may ask for.',
    status: 400,
  },
  'rate-limited': {
    title: 'Too many requests',
    fix: 'Send it again after as many seconds as `Retry-After` says.',
    status: 429,
  },
  'request-malformed': {
    title: 'The request is no HTTP',
    fix: 'Send HTTP/1.1, without TLS.',
    status: 400,
  },
  'request-too-slow': {
    title: 'The request took too long to arrive',
    fix: 'Send it faster, or raise the limit `requestTimeout`.',
    status: 408,
  },
  'option-invalid': {
    title: 'An option has no usable value',
    fix: 'See `understudy serve --help`, or the table of options in docs/library.md.',
    status: 500,
  },
  'records-invalid': {
    title: 'The records are none that a faithful server has',
    fix: 'Correct the named records; nothing was changed.',
    status: 400,
  },
  'sandbox-gone': {
    title: 'The sandbox went while it was asked',
    fix: 'Send the request again; it meets what now has this name.',
    status: 409,
  },
  'sandbox-name-invalid': {
    title: 'A sandbox cannot have this name',
    fix: 'Use 1 to 64 letters, digits, dots, hyphens and underscores.',
    status: 400,
  },
  'sandboxes-closed': {
    title: 'Sandboxes are closed to other machines',
    fix: 'Start the server with `--remote-overrides open`, or on 127.0.0.1.',
    status: 403,
  },
  'scenario-invalid': {
    title: 'A scenario cannot be used',
    fix: 'Correct the named file under fixtures/.',
    status: 500,
  },
  'target-invalid': {
    title: 'The target is no HTTP URL',
    fix: 'Name what stands before the documented base path, such as http://localhost:8000.',
    status: 500,
  },
  'target-unreachable': {
    title: 'The target does not answer',
    fix: 'Start the server, or correct its URL.',
    status: 500,
  },
  'token-refused': {
    title: 'The target refuses the token',
    fix: 'Give a valid admin token with `--token` or in UNDERSTUDY_TOKEN.',
    status: 500,
  },
  'too-many-rules': {
    title: 'There are as many rules as there may be',
    fix: 'Delete the rules that are not needed any longer.',
    status: 409,
  },
  'too-many-snapshots': {
    title: 'No further snapshot may be made',
    fix: 'Forget one that is not needed any more, or give the name of one to take its place.',
    status: 409,
  },
  'too-many-watchers': {
    title: 'No further watcher may be told of requests',
    fix: 'End one that is not needed any more, then ask again.',
    status: 503,
  },
  'url-too-long': {
    title: 'The URL is too long',
    fix: 'Send less in the query, or raise the limit `url`.',
    status: 414,
  },
} as const satisfies Record<string, { title: string; fix: string; status: number }>;

export type ProblemCode = keyof typeof problems;
