import { createInputValidator } from '../../openapi/index.js';
import { COMPANIONS, COMPARISONS, DONE_COMPANIONS } from '../list-rules.js';
import { ISSUE_KINDS } from '../refusal-rules.js';
import { ESCAPED_WHITESPACE, INTEGERS, NULLS, REPEATED } from '../request-rules.js';
import { DEEDS } from '../resources.js';

type FormSchema = Readonly<Record<string, unknown>>;

/** How many records a collection may have at the start. */
export const MAX_SEEDED = 1_000_000;

const TEXT: FormSchema = { type: 'string' };
const NAME: FormSchema = { type: 'string', minLength: 1 };
const NAMES: FormSchema = { type: 'array', items: NAME };
const SWITCH: FormSchema = { type: 'boolean' };
const COUNT: FormSchema = { type: 'integer', minimum: 1 };
const FIRST: FormSchema = { enum: [0, 1] };

const COLLECTION = anObject({
  schema: NAME,
  key: NAME,
  ids: { enum: ['integer', 'uuid', 'slug', 'text'] },
  parents: mapOf(anObject({ member: NAME })),
  singleton: SWITCH,
  created: NAMES,
  updated: NAMES,
  references: mapOf(NAME),
  unique: NAMES,
  fake: { type: 'object' },
  defaults: { type: 'object' },
  callers: NAMES,
  follows: mapOf(anObject({ member: NAME, of: NAME, shows: NAME, otherwise: true, emptyIsNull: SWITCH }, ['member'])),
  members: NAMES,
  keptAs: mapOf({ anyOf: [{ const: 'text' }, { type: 'object' }] }),
  timeLike: NAME,
  passwords: mapOf(anObject({ usual: NAME, keepsEmpty: SWITCH })),
  columns: mapOf({ enum: ['number', 'text', 'instant'] }),
  shows: { type: 'object' },
  records: { type: 'integer', minimum: 0, maximum: MAX_SEEDED },
  state: SWITCH,
});

const AUTHENTICATION = anObject({
  collection: NAME,
  admits: { type: 'object' },
  seconds: COUNT,
  tokens: mapOf(anObject({ token: NAME, purpose: NAME, caller: { type: ['string', 'integer'] }, admitted: SWITCH })),
  asks: SWITCH,
  bare: SWITCH,
});

const REFUSAL = anObject({
  status: { type: 'integer', minimum: 200, maximum: 599 },
  example: NAME,
  with: { type: 'object' },
});
const ISSUES = anObject({ whole: NAME, messages: anObject(Object.fromEntries(ISSUE_KINDS.map(kind => [kind, TEXT]))) });

const LOOSE = { booleans: anObject({ true: NAMES, false: NAMES }, ['true', 'false']), integers: { enum: INTEGERS } };
const REQUESTS = anObject({
  repeated: { enum: REPEATED },
  query: anObject({ ...LOOSE, labels: mapOf(mapOf(TEXT)) }),
  body: anObject({ ...LOOSE, nulls: { enum: NULLS }, escapedWhitespace: { enum: ESCAPED_WHITESPACE } }),
});

/** The members of each form of paging, and those that it needs. */
const SIZES = { size: NAME, usual: COUNT, most: COUNT };
const PAGING = {
  page: { members: { page: NAME, first: FIRST, ...SIZES }, required: ['page', 'first'] },
  offset: { members: { offset: NAME, first: FIRST, ...SIZES }, required: ['offset', 'first'] },
  cursor: { members: { after: NAME, before: NAME, token: { enum: ['opaque', 'key'] }, ...SIZES }, required: ['token'] },
  size: { members: SIZES, required: ['size'] },
};

const FILTER = {
  member: NAME,
  compare: { enum: COMPARISONS },
  whenTrue: { type: ['string', 'number'] },
  values: { type: 'object' },
  only: { type: 'array', minItems: 1 },
};

const LOG_IN = {
  by: { ...mapOf({ ...NAMES, minItems: 1 }), minProperties: 1 },
  password: NAME,
  who: { type: 'object' },
  times: NAMES,
  addresses: NAMES,
};

const PARTIAL_PAGING = anObject({
  by: { enum: Object.keys(PAGING) },
  ...Object.assign({}, ...Object.values(PAGING).map(({ members }) => members)),
});

const WHOLE_PAGING: FormSchema = {
  oneOf: Object.entries(PAGING).map(([by, { members, required }]) =>
    anObject({ by: { const: by }, ...members }, ['by', ...required]),
  ),
};

/** Finds what is wrong with the form of resources that may be partial. They have no null any more. */
export const validatePartial = createInputValidator(
  anObject({
    collections: mapOf(COLLECTION),
    operations: mapOf(operationOf({ paging: PARTIAL_PAGING, isWhole: false })),
    requests: REQUESTS,
    authentication: AUTHENTICATION,
    // reasons are names: listing them here would compile the same schema ten times
    refusals: { ...mapOf(REFUSAL), properties: { issues: ISSUES } },
  }),
);

/** Finds what the rules of operations lack that nothing completes any more. */
export const validateOperations = createInputValidator(
  anObject({ operations: mapOf(operationOf({ paging: WHOLE_PAGING, isWhole: true })) }),
);

function operationOf({ paging, isWhole }: { paging: FormSchema; isWhole: boolean }): FormSchema {
  const needing = (required: readonly string[]) => (isWhole ? required : []);
  const members = {
    does: { enum: DEEDS },
    collection: NAME,
    key: anObject({ in: { enum: ['path', 'query', 'header', 'body'] }, name: NAME }, needing(['in', 'name'])),
    parents: mapOf(NAME),
    response: TEXT,
    example: NAME,
    request: TEXT,
    shows: { type: 'object' },
    with: { type: 'object' },
    paging,
    filters: mapOf(anObject(FILTER, needing(['member', 'compare']))),
    search: NAMES,
    order: anObject({ by: NAME, direction: NAME, swapped: SWITCH, values: mapOf(NAME), usual: NAME }),
    companions: mapOf({
      anyOf: [{ enum: [...COMPANIONS, ...DONE_COMPANIONS] }, anObject({ member: NAME }, ['member'])],
    }),
    headers: mapOf({ enum: COMPANIONS }),
    sets: { type: 'object' },
    logIn: anObject(LOG_IN, needing(['by'])),
    requires: { anyOf: [{ const: 'any' }, NAMES] },
    allows: mapOf({ type: 'array' }),
    ignoresUnchanged: SWITCH,
    wholeMembers: SWITCH,
    needsFilter: SWITCH,
    needsKnown: SWITCH,
    needsRecord: SWITCH,
    creates: SWITCH,
    refusals: mapOf(REFUSAL),
  };
  return anObject(members, needing(['does']));
}

function anObject(properties: FormSchema, required: readonly string[] = []): FormSchema {
  return { type: 'object', additionalProperties: false, properties, required };
}

function mapOf(additionalProperties: FormSchema): FormSchema {
  return { type: 'object', additionalProperties };
}
