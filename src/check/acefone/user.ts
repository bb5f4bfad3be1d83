import { valueAt } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';
import type { JudgedApi } from '../described/judged-api.js';
import {
  addRecord,
  type Knowledge as GeneralKnowledge,
  initialKnowledge as initialGeneral,
} from '../described/known/knowledge.js';
import type { CaseContext } from '../model/case.js';
import { asObject } from '../model/check.js';
import type { SuiteOptions } from '../model/suite.js';

export const PATCH_USER = 'patchUser';

/** An id that no user has: the platform's ids have six digits, but are never all zeros. */
export const UNKNOWN_ID = '000000';

/** The variables that a read shows, by name, with values as a patch sends them. */
export type ShownVariables = Readonly<Record<string, unknown>>;

/** The user that the companion GET shows. */
type UserRead = {
  variables: ShownVariables;
  /** 1 blocked, 2 disabled, else neither; undefined if the read does not show it. */
  agentStatus: number | undefined;
};

/** Reads the user with this id from a response; undefined if the response does not show that user. */
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

/** The id of the user that the companion GET shows; undefined if it shows none. */
export function readUserId(exchange: TargetExchange | undefined): string | undefined {
  const id = readData(exchange)?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function readData(exchange: TargetExchange | undefined): Record<string, unknown> | undefined {
  const { response } = exchange ?? {};
  return response?.status === 200 ? asObject(asObject(response.json)?.data) : undefined;
}

/** The agent's status does not show `blocked` if the agent is disabled; the team member's status does: 0 is blocked. */
function readFlags(agentStatus: number | undefined, status: number | undefined): (readonly [string, unknown])[] {
  const blockedBySide = status === undefined ? undefined : status === 0;
  if (agentStatus === undefined) return [['block_agent', blockedBySide]];
  return [
    ['block_agent', agentStatus === 2 ? blockedBySide : agentStatus === 1],
    ['disable_agent', agentStatus === 2],
  ];
}

/** A value of the read as a patch sends it: ids as texts, booleans as booleans; undefined if it has another form. */
function parseVariable(value: unknown, kind: VariableKind): unknown {
  if (kind === 'boolean') return parseBoolean(value);
  if (kind === 'text') return value === null ? null : parseText(value);
  if (kind === 'texts') return parseTexts(value);
  const record = asObject(value);
  if (typeof record?.type !== 'string') return undefined;
  const ids = record.value === null || record.value === undefined ? null : parseTexts(record.value);
  return ids === undefined ? undefined : { type: record.type, value: ids };
}

/** A text with asterisks is masked, so it cannot be put back. */
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
 * Whether two values of a variable are the same. No document promises the exact form of the companion read: lists of ids
 * have no order, e-mail addresses have no case, and telephone numbers may have other signs between the digits.
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

/** What is known of a target's data, beside what all laws know: the one user that the run may patch. */
export type Knowledge = GeneralKnowledge & {
  /** The id of the user that the run may patch; undefined if it may patch none. */
  subject: string | undefined;
  /** The variables of the subject before the first patch; undefined if the target cannot show them. */
  original: ShownVariables | undefined;
};

/** What the values of a step are made from. */
export type AcefoneCaseContext = CaseContext<Knowledge>;

/** The subject is the record that laws change; without one, they know an id that no user has. */
export function initialKnowledge(api: JudgedApi, { subject }: SuiteOptions): Knowledge {
  const known = { ...initialGeneral(api), subject, original: undefined };
  addRecord(known, { collection: 'users', key: subject ?? UNKNOWN_ID, parents: {}, value: undefined, own: true });
  return known;
}

/** The type of a variable; `record` is the object of user_for_cdr. */
export type VariableKind = 'text' | 'texts' | 'boolean' | 'record';

/** A variable of the table (acefone-user-patch:27-41). */
export type Variable = {
  name: string;
  kind: VariableKind;
  /** Where the companion GET shows it, as a JSON pointer; absent if no single key shows it. */
  shownAt?: string;
};

export const VARIABLES: readonly Variable[] = [
  { name: 'name', kind: 'text', shownAt: '/name' },
  { name: 'number', kind: 'text', shownAt: '/number' },
  { name: 'email', kind: 'text', shownAt: '/team_member/email' },
  { name: 'caller_id', kind: 'texts', shownAt: '/caller_id' },
  { name: 'agent_group', kind: 'texts', shownAt: '/agent_group' },
  { name: 'block_agent', kind: 'boolean' },
  { name: 'international_outbound', kind: 'boolean', shownAt: '/agent/is_international_outbound_enabled' },
  { name: 'designation', kind: 'text', shownAt: '/team_member/designation' },
  { name: 'login_id', kind: 'text', shownAt: '/team_member/login_id' },
  { name: 'user_role', kind: 'text', shownAt: '/team_member/role/id' },
  { name: 'password', kind: 'text' },
  { name: 'block_web_login', kind: 'boolean', shownAt: '/team_member/is_web_login_block' },
  { name: 'user_for_cdr', kind: 'record', shownAt: '/team_member/users_for_cdr' },
  { name: 'login_based_calling', kind: 'boolean', shownAt: '/team_member/is_login_based_calling' },
  { name: 'disable_agent', kind: 'boolean' },
];

const PASSWORD = 'password';

/** The variables that are sent with valid values; not the password, which could never be put back. */
export const SENT: readonly Variable[] = VARIABLES.filter(({ name }) => name !== PASSWORD);

/** Ids of other records of the account; only ids that the target shows are sure to exist. */
export const REAL_ELSEWHERE: ReadonlySet<string> = new Set(['caller_id', 'user_role']);

/** The two variables that the status of the agent shows. */
export const FLAGS: ReadonlySet<string> = new Set(['block_agent', 'disable_agent']);

/** The statement about a variable. */
export function nameStatement(variable: string): string {
  return `patch.${variable}`;
}
