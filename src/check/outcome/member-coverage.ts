import type { Contract } from '../../contract/index.js';
import { isObject } from '../../kernel/index.js';
import {
  chooseJson,
  type DescribedOperation,
  type DescribedSchema,
  findResponse,
  SchemaView,
} from '../../openapi/index.js';
import type { TargetExchange } from '../../target/index.js';
import type { ReadyStep } from '../model/case.js';

/** Members deeper than this are not counted. */
const MAX_DEPTH = 4;

/** A documented member, where it stands (null: in any item of a list), and how many bodies had it. */
type Member = { name: string; path: readonly (string | null)[]; times: number };

/** The members of the bodies of an operation: those that are sent, and those that are shown, by status. */
type Members = { sent: readonly Member[]; shown: ReadonlyMap<string, readonly Member[]> };

/** How many bodies had each member that the description has for them. */
export class MemberCoverage {
  readonly #described: ReadonlyMap<string, DescribedOperation>;
  readonly #members = new Map<string, Members>();

  constructor({ description }: Pick<Contract, 'description'>) {
    this.#described = new Map(description.operations.map(operation => [operation.id, operation]));
  }

  add({ operation, body, companion }: ReadyStep, { response }: TargetExchange): void {
    const described = this.#described.get(operation);
    if (companion || !described) return;
    const { sent, shown } = this.#membersOf(described);
    count(sent, body);
    const found = response && findResponse(described, response.status);
    if (found) count(shown.get(found.status) ?? [], response.json);
  }

  /** How many requests and responses of an operation had each member: `lines[].price`, and `200 lines[].price`. */
  summarise(operation: string): { sent: Record<string, number>; shown: Record<string, number> } {
    const described = this.#described.get(operation);
    if (!described) return { sent: {}, shown: {} };
    const { sent, shown } = this.#membersOf(described);
    const inResponses = [...shown].flatMap(([status, all]) =>
      all.map(({ name, times }) => [`${status} ${name}`, times] as const),
    );
    return {
      sent: Object.fromEntries(sent.map(({ name, times }) => [name, times])),
      shown: Object.fromEntries(inResponses),
    };
  }

  #membersOf({ id, body, responses }: DescribedOperation): Members {
    const members = this.#members.get(id) ?? {
      sent: body ? listMembers(chooseJson(body.contents)?.schema, 'readOnly') : [],
      shown: new Map(
        responses.map(({ status, contents }) => [status, listMembers(chooseJson(contents)?.schema, 'writeOnly')]),
      ),
    };
    this.#members.set(id, members);
    return members;
  }
}

function count(members: readonly Member[], value: unknown): void {
  for (const member of members) if (hasMember(value, member.path)) member.times += 1;
}

function hasMember(value: unknown, path: Member['path'], at = 0): boolean {
  const step = path[at];
  if (step === undefined) return true;
  if (step === null) return Array.isArray(value) && value.some(item => hasMember(item, path, at + 1));
  return isObject(value) && Object.hasOwn(value, step) && hasMember(value[step], path, at + 1);
}

/** The members of a value and of what is in it; a schema within itself is not entered again. */
function listMembers(schema: DescribedSchema | undefined, hidden: 'readOnly' | 'writeOnly'): Member[] {
  const visit = (view: SchemaView, path: Member['path'], above: readonly string[]): Member[] => {
    if (above.includes(view.place) || path.length > MAX_DEPTH) return [];
    const within = [...above, view.place];
    const { items } = view;
    if (items) return visit(items, [...path, null], within);
    return [...view.members.values()].flatMap(({ name, value, readOnly }) => {
      const inner = [...path, name];
      const isHidden = hidden === 'readOnly' ? readOnly : isWriteOnly(value);
      return isHidden ? [] : [{ name: formatPath(inner), path: inner, times: 0 }, ...visit(value, inner, within)];
    });
  };
  return schema ? visit(new SchemaView(schema), [], []) : [];
}

function isWriteOnly({ schema }: SchemaView): boolean {
  const read = schema.read();
  return isObject(read) && read.writeOnly === true;
}

function formatPath(path: Member['path']): string {
  return path.reduce<string>(
    (text, step) => (step === null ? `${text}[]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
