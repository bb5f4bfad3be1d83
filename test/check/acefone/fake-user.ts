/** The variables of a fake's user, without the password. */
export type User = Record<string, unknown>;

type Body = Readonly<Record<string, unknown>>;

const TEXTS = ['name', 'number', 'email', 'designation', 'login_id', 'user_role', 'password'];
const LISTS = ['caller_id', 'agent_group'];
const BOOLEANS = ['block_agent', 'international_outbound', 'block_web_login', 'login_based_calling', 'disable_agent'];

const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

/** The variables of a body whose values are wrong; numbers and nulls are wrong, too. */
export function wrongVariables(body: Body): string[] {
  const isRight = (name: string, value: unknown) => {
    if (TEXTS.includes(name)) return isText(value);
    if (LISTS.includes(name)) return isTexts(value);
    if (BOOLEANS.includes(name)) return typeof value === 'boolean';
    return name !== 'user_for_cdr' || isRecord(value);
  };
  return Object.entries(body)
    .filter(([name, value]) => !isRight(name, value))
    .map(([name]) => name);
}

function isRecord(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const { type, value: ids } = value as Body;
  return isText(type) && (ids === null || isTexts(ids));
}

/** What the companion GET shows of a user. */
export function readOf(user: User, id: string): Body {
  return {
    id,
    name: user.name,
    number: user.number,
    caller_id: user.caller_id,
    agent_group: user.agent_group,
    team_member: {
      designation: user.designation,
      email: user.email,
      login_id: user.login_id,
      status: user.block_agent ? 0 : 1,
      role: { name: 'Some role', id: Number(user.user_role) },
      is_login_based_calling: user.login_based_calling,
      is_web_login_block: user.block_web_login,
      users_for_cdr: user.user_for_cdr,
    },
    agent: {
      id: '0502842370002',
      agent_status: user.disable_agent ? 2 : user.block_agent ? 1 : 0,
      is_international_outbound_enabled: user.international_outbound,
    },
  };
}
