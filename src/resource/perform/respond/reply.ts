import { generateValue, mendValue, VALUES_TIME } from '../../../fake/index.js';
import { responseBytes } from '../../../kernel/index.js';
import {
  type ChosenResponse,
  type Content,
  chooseJson,
  chooseSuccess,
  type DescribedOperation,
  findResponse,
  isBodiless,
  SchemaView,
} from '../../../openapi/index.js';
import { affirm } from '../../list/write/affirm.js';
import { memberView, writeMember } from '../../records/member-path.js';
import { createShow, type Show } from '../../records/show.js';
import type { ResourceResponse } from '../../resource-api.js';
import type { OperationRule } from '../../resources.js';
import type { OperationContext } from '../context/resource-context.js';
import { describeDone } from './describe-done.js';
import { type Done, type DonePlace, findDonePlaces, writeDone } from './done-companions.js';

/** Makes the responses of an operation from what it has done. */
export type Reply = {
  status: number;
  /** Whether the response has a list of records. */
  showsList: boolean;
  /** Whether the response has anything of the records that the operation has changed. */
  readsRecords: boolean;
  send(done: Done & { headers?: readonly string[] }): ResourceResponse;
};

/**
 * Prepares the responses of an operation with the first of some statuses that it documents. The records stand in the body
 * where the rule says; around them is an example or what the schema requires.
 */
export function createReply(context: OperationContext, statuses: readonly number[]): Reply {
  const { operation, rule } = context;
  const chosen = chooseStatus(operation, statuses);
  const content = chosen && chooseJson(chosen.response.contents);
  const status = chosen?.status ?? statuses[0] ?? 200;
  if (!content || isBodiless(status)) {
    return {
      status,
      showsList: false,
      readsRecords: false,
      send: ({ headers = [] }) => ({ status, json: undefined, headers }),
    };
  }
  let made: unknown;
  const body = () =>
    (made ??= withFixed(
      affirm(
        createBody(content, {
          seed: context.seed,
          name: context.kept.name,
          example: rule.example,
          areExamplesValid: context.areExamplesValid,
        }),
        content.schema,
      ),
      rule.with,
    ));
  let known: readonly DonePlace[] | undefined;
  const places = () => (known ??= findDonePlaces(rule, body()));
  const envelope =
    rule.response === undefined ? undefined : createEnvelope(content, rule.response, { context, body, places });
  return {
    status,
    showsList: envelope?.isList === true,
    readsRecords: envelope !== undefined || Object.values(rule.companions ?? {}).some(says => typeof says === 'object'),
    send(done) {
      const { headers = [], records = [] } = done;
      const json =
        envelope && (envelope.isList || records.length > 0) ? envelope.fill(records, done) : toJson(describeBody(done));
      return { status, json, headers };
    },
  };

  function describeBody(done: Done): unknown {
    if (places().length > 0) return writeDone(body(), places(), done);
    return describeDone(body(), { context, done, schema: content?.schema });
  }
}

/** A body in which some values are others, by the names that lead to them. */
function withFixed(body: unknown, fixed: OperationRule['with'] = {}): unknown {
  return Object.entries(fixed).reduce((filled, [path, value]) => writeMember(filled, path, value), body);
}

/** The response that is sent: the first of some statuses that is documented, or else the usual one. */
function chooseStatus(operation: DescribedOperation, statuses: readonly number[]): ChosenResponse | undefined {
  for (const status of statuses) {
    const response = operation.responses.find(one => one.status === String(status));
    if (response) return { status, response };
  }
  return chooseSuccess(operation);
}

/** Whether the response with a status documents a header. */
export function documentsHeader(operation: DescribedOperation, status: number, name: string): boolean {
  return findResponse(operation, status)?.headers.some(header => header.name.toLowerCase() === name) === true;
}

/** A body that has stored records at a place. */
type Envelope = { isList: boolean; fill(stored: readonly Uint8Array[], done: Done): Uint8Array };

function createEnvelope(
  content: Content,
  path: string,
  {
    context: { kept, seed, rule },
    body,
    places,
  }: { context: OperationContext; body: () => unknown; places: () => readonly DonePlace[] },
): Envelope {
  const view = content.schema && memberView(new SchemaView(content.schema), path);
  const isList = view?.types.has('array') === true;
  const show = createShow(kept, { shows: rule.shows, view: isList ? view.items : view, seed });
  let around: { before: string; after: string; length: number } | undefined;
  return {
    isList,
    fill(stored, done) {
      const inner = isList ? joinList(stored, show) : show(stored[0] as Uint8Array);
      if (path === '') return inner;
      // without places for what was done, all responses have the same around the records
      if (places().length === 0) around ??= splitAt(writeMember(body(), path, HOLE));
      const { before, after, length } = around ?? splitAt(writeMember(writeDone(body(), places(), done), path, HOLE));
      const json = responseBytes(length + inner.length);
      const start = json.write(before);
      json.set(inner, start);
      json.write(after, start + inner.length);
      return json;
    },
  };
}

function joinList(stored: readonly Uint8Array[], show: Show): Uint8Array {
  const parts = stored.flatMap((one, at) => (at === 0 ? [show(one)] : [COMMA, show(one)]));
  return Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')]);
}

const COMMA = Buffer.from(',');

/** What stands in the place of the records while the rest of a body is made. */
const HOLE = 'the records stand here 9d6ef2';

function splitAt(body: unknown): { before: string; after: string; length: number } {
  const [before = '', after = ''] = JSON.stringify(body).split(JSON.stringify(HOLE));
  return { before, after, length: Buffer.byteLength(before) + Buffer.byteLength(after) };
}

/** A whole body: the first example that is valid or can be mended, or one made from the schema. */
export function createBody(
  { examples, schema, place }: Content,
  {
    seed,
    name,
    example: wanted,
    areExamplesValid = false,
  }: { seed: string; name: string; example?: string | undefined; areExamplesValid?: boolean },
): unknown {
  const options = { seed: `${seed} ${place}`, name, now: VALUES_TIME };
  const chosen = examples.filter(one => one.name === wanted);
  for (const example of chosen.length > 0 ? chosen : examples) {
    const value = example.value();
    const mended =
      value === undefined || !schema || areExamplesValid ? value : mendValue(value, schema, options)?.value;
    if (mended !== undefined) return mended;
  }
  return schema ? generateValue(schema, options)?.value : {};
}

/** The JSON of a body; undefined for a response without one. */
export function toJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
