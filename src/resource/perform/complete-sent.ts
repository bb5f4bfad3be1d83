import { chooseJson, SchemaView } from '../../openapi/index.js';
import { type Complete, compileCompletion } from '../records/complete.js';
import type { Completion } from '../records/complete-member.js';
import type { Kept } from '../records/kept.js';
import { lowestKey } from '../records/keys.js';
import { isReadOnly, memberView } from '../records/member-path.js';
import { asMember, type VisibleRecord } from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';
import type { OperationContext } from './context/resource-context.js';
import type { Scope } from './context/scope.js';

/** What a record is completed with beside its collection. */
type Sent = Pick<Completion, 'sent' | 'before'> & {
  /** Members that the server makes of what was sent; later ones win. */
  set?: readonly VisibleRecord[];
  key: string | number | undefined;
  n: number;
  call: ResourceCall;
};

/** Completes what a client sent, for an operation. */
export function completeSent(
  context: OperationContext,
  scope: Scope,
  { sent, before, set = [], key, n, call }: Sent,
): VisibleRecord {
  const { kept, seeds, seed } = context;
  const known: Record<string, unknown> = {};
  for (const members of set) for (const name in members) known[name] = members[name];
  addKnown(known, kept, scope, key);
  return prepare(context).complete({
    sent,
    before,
    known,
    keysOf: seeds.keysOf,
    now: call.now(),
    caller: call.principal?.userId,
    seed: `${seed} ${kept.name} ${n}`,
  });
}

/** Adds the members that are known beside what was sent: the keys of the parents that the request names, and the key. */
function addKnown(
  known: Record<string, unknown>,
  kept: Kept,
  { parents }: Scope,
  key: string | number | undefined,
): void {
  const { key: path, parents: rules } = kept.rule;
  for (const parent in parents) {
    const member = rules?.[parent]?.member;
    if (member !== undefined) known[member] = asMember(kept, member, parents[parent] as string);
  }
  if (path !== undefined && key !== undefined) known[path] = asMember(kept, path, key);
}

/** What the records of an operation are made with, which no request changes. */
type Prepared = {
  complete: Complete;
  /** Whether clients can choose keys in the body. */
  takesKeys: boolean;
  /** Whether a taken key is refused. */
  refusesTaken: boolean;
  lowestKey: number;
};

/** Finds it out at the first request. */
export function prepare(context: OperationContext): Prepared {
  const known = prepared.get(context);
  if (known) return known;
  const { kept, rule } = context;
  const request = readRequestView(context);
  const { key } = kept.rule;
  const made = {
    complete: compileCompletion(kept, { request, areWhole: rule.wholeMembers === true }),
    takesKeys: key !== undefined && !isReadOnly(kept.view, key),
    refusesTaken: refusesTaken(context, request),
    lowestKey: lowestKey(kept),
  };
  prepared.set(context, made);
  return made;
}

const prepared = new WeakMap<OperationContext, Prepared>();

/**
 * Whether a taken key is refused: where the description has a response for that, or clients have to send one. Else the server
 * chooses the key, since examples of bodies have keys that are taken.
 */
function refusesTaken({ kept, operation }: OperationContext, request: SchemaView | undefined): boolean {
  const [first = ''] = kept.rule.key?.split('.') ?? [];
  const isRequired = request?.members.get(first)?.required === true;
  return isRequired || operation.responses.some(({ status }) => status === '409');
}

/** What the body of the request may have of a record. */
function readRequestView({ operation, rule }: OperationContext): SchemaView | undefined {
  const contents = operation.body?.contents ?? [];
  const schema = chooseJson(contents)?.schema;
  const view = schema && memberView(new SchemaView(schema), rule.request ?? '');
  return view?.types.has('array') ? view.items : view;
}
