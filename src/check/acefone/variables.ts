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
