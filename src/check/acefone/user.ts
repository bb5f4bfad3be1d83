import { valueAt } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';
import { asObject } from '../laws/bodies.js';
import type { CaseContext } from '../model/case.js';
import type { SuiteOptions } from '../model/suite.js';
import { VARIABLES, type VariableKind } from './variables.js';

/** Variables by name, with the values that a patch would give them; only those that a read shows. */
export type ShownVariables = Readonly<Record<string, unknown>>;

/** The user that the companion GET shows; undefined where the answer is no such read. */
type UserRead = {
  variables: ShownVariables;
  /** 1 blocked, 2 disabled, else neither; undefined where it is not shown. */
  agentStatus: number | undefined;
};

/** What an exchange shows of a user. */
export function readUser(exchange: TargetExchange | undefined, id: string | undefined): UserRead | undefined {
  const data = readData(exchange);
  if (!data || String(data.id) !== id) return undefined;
  const agentStatus = readInteger(valueAt(data, '/agent/agent_status'));
  const shown = VARIABLES.flatMap(({ name, kind, shownAt }) =>
    shownAt === undefined ? [] : [[name, parseVariable(valueAt(data, shownAt), kind)] as const],
  );
  const all = [...shown, ...readFlags(agentStatus, readInteger(valueAt(data, '/team_member/status')))];
  return { variables: Object.fromEntries(all.filter(([, value]) => value !== undefined)), agentStatus };
}

/** Whose data the companion GET shows; undefined where it does not tell. */
export function readUserId(exchange: TargetExchange | undefined): string | undefined {
  const id = readData(exchange)?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function readData(exchange: TargetExchange | undefined): Record<string, unknown> | undefined {
  const { response } = exchange ?? {};
  return response?.status === 200 ? asObject(asObject(response.json)?.data) : undefined;
}

/** Disabled hides blocked in the agent's status, not in the team member's, which is 0 for blocked. */
function readFlags(agentStatus: number | undefined, status: number | undefined): (readonly [string, unknown])[] {
  const blockedBySide = status === undefined ? undefined : status === 0;
  if (agentStatus === undefined) return [['block_agent', blockedBySide]];
  return [
    ['block_agent', agentStatus === 2 ? blockedBySide : agentStatus === 1],
    ['disable_agent', agentStatus === 2],
  ];
}

/** A value of the read as a patch would send it: ids as texts, booleans as such; undefined if it cannot be one. */
function parseVariable(value: unknown, kind: VariableKind): unknown {
  if (kind === 'boolean') return parseBoolean(value);
  if (kind === 'text') return value === null ? null : parseText(value);
  if (kind === 'texts') return parseTexts(value);
  const record = asObject(value);
  if (typeof record?.type !== 'string') return undefined;
  const ids = record.value === null || record.value === undefined ? null : parseTexts(record.value);
  return ids === undefined ? undefined : { type: record.type, value: ids };
}

/** A text with asterisks is masked, and shows nothing that could be put back. */
function parseText(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  return text?.includes('*') ? undefined : text;
}

function parseTexts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(parseText);
  return texts.every(text => text !== undefined) ? texts : undefined;
}

function parseBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 1 || value === 0 ? value === 1 : undefined;
}

function readInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isInteger(number) ? (number as number) : undefined;
}

/**
 * Whether two values of a variable are the same. The read is a companion, its exact form is promised nowhere: lists of
 * ids have no order, addresses no case, and numbers may be written with other signs between their digits.
 */
export function isSame(variable: string, left: unknown, right: unknown): boolean {
  return JSON.stringify(normalise(variable, left)) === JSON.stringify(normalise(variable, right));
}

function normalise(variable: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).sort();
  if (variable === 'number' && typeof value === 'string') return value.replace(/\D/g, '');
  if (variable === 'email' && typeof value === 'string') return value.toLowerCase();
  const record = asObject(value);
  // no ids and an empty list of them are the same
  return record ? [record.type, normalise(variable, record.value ?? [])] : value;
}

/** What the suite knows of a target's data: the one user who may be patched. */
export type Knowledge = {
  /** The id of the user whose patching is consented to; undefined where no user may be touched. */
  subject: string | undefined;
  /** The variables of the subject before the first patch; undefined where the target has no GET for them. */
  original: ShownVariables | undefined;
};

/** What the values of a step are made from. */
export type AcefoneCaseContext = CaseContext<Knowledge>;

export function initialKnowledge({ subject }: SuiteOptions): Knowledge {
  return { subject, original: undefined };
}
