import { valueAt } from '../../kernel/index.js';
import type { Exchange } from '../../target/index.js';
import type { Context } from '../model/case.js';
import type { SuiteOptions } from '../model/suite.js';
import { objectOf } from './refusal.js';
import { type Kind, VARIABLES } from './variables.js';

/** Variables by name, with the values that a patch would give them; only those that a read shows. */
export type Shown = Readonly<Record<string, unknown>>;

/** The user that the companion GET shows; undefined where the answer is no such read. */
type UserRead = {
  variables: Shown;
  /** 1 blocked, 2 disabled, else neither; undefined where it is not shown. */
  agentStatus: number | undefined;
};

/** What an exchange shows of a user. */
export function userReadOf(exchange: Exchange | undefined, id: string | undefined): UserRead | undefined {
  const data = dataOf(exchange);
  if (!data || String(data.id) !== id) return undefined;
  const agentStatus = integerOf(valueAt(data, '/agent/agent_status'));
  const shown = VARIABLES.flatMap(({ name, kind, shownAt }) =>
    shownAt === undefined ? [] : [[name, asSent(valueAt(data, shownAt), kind)] as const],
  );
  const all = [...shown, ...flagsOf(agentStatus, integerOf(valueAt(data, '/team_member/status')))];
  return { variables: Object.fromEntries(all.filter(([, value]) => value !== undefined)), agentStatus };
}

/** Whose data the companion GET shows; undefined where it does not tell. */
export function idInRead(exchange: Exchange | undefined): string | undefined {
  const id = dataOf(exchange)?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function dataOf(exchange: Exchange | undefined): Record<string, unknown> | undefined {
  const { reply } = exchange ?? {};
  return reply?.status === 200 ? objectOf(objectOf(reply.json)?.data) : undefined;
}

/** Disabled hides blocked in the agent's status, not in the team member's, which is 0 for blocked. */
function flagsOf(agentStatus: number | undefined, status: number | undefined): (readonly [string, unknown])[] {
  const blockedBySide = status === undefined ? undefined : status === 0;
  if (agentStatus === undefined) return [['block_agent', blockedBySide]];
  return [
    ['block_agent', agentStatus === 2 ? blockedBySide : agentStatus === 1],
    ['disable_agent', agentStatus === 2],
  ];
}

/** A value of the read as a patch would send it: ids as texts, booleans as such; undefined if it cannot be one. */
function asSent(value: unknown, kind: Kind): unknown {
  if (kind === 'boolean') return booleanOf(value);
  if (kind === 'text') return value === null ? null : textOf(value);
  if (kind === 'texts') return textsOf(value);
  const record = objectOf(value);
  if (typeof record?.type !== 'string') return undefined;
  const ids = record.value === null || record.value === undefined ? null : textsOf(record.value);
  return ids === undefined ? undefined : { type: record.type, value: ids };
}

/** A text with asterisks is masked, and shows nothing that could be put back. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  return text?.includes('*') ? undefined : text;
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(textOf);
  return texts.every(text => text !== undefined) ? texts : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 1 || value === 0 ? value === 1 : undefined;
}

function integerOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isInteger(number) ? (number as number) : undefined;
}

/**
 * Whether two values of a variable are the same. The read is a companion, its exact form is promised nowhere: lists of
 * ids have no order, addresses no case, and numbers may be written with other signs between their digits.
 */
export function isSame(variable: string, left: unknown, right: unknown): boolean {
  return JSON.stringify(comparable(variable, left)) === JSON.stringify(comparable(variable, right));
}

function comparable(variable: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).sort();
  if (variable === 'number' && typeof value === 'string') return value.replace(/\D/g, '');
  if (variable === 'email' && typeof value === 'string') return value.toLowerCase();
  const record = objectOf(value);
  // no ids and an empty list of them are the same
  return record ? [record.type, comparable(variable, record.value ?? [])] : value;
}

/** What the suite knows of a target's data: the one user who may be patched. */
export type Known = {
  /** The id of the user whose patching is consented to; undefined where no user may be touched. */
  subject: string | undefined;
  /** The variables of the subject before the first patch; undefined where the target has no GET for them. */
  original: Shown | undefined;
};

/** What the values of a step are made from. */
export type Asked = Context<Known>;

export function nothingKnown({ subject }: SuiteOptions): Known {
  return { subject, original: undefined };
}
