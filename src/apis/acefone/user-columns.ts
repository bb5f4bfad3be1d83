import type { ColumnKind } from '../../store/index.js';

/** The keys of a user that it is found by, or that users are filtered by. */
export const USER_COLUMNS: Readonly<Record<string, ColumnKind>> = {
  id: 'text',
  agent_id: 'text',
  login_id: 'text',
  block_agent: 'number',
  international_outbound: 'number',
  block_web_login: 'number',
  login_based_calling: 'number',
  extension: 'text',
};
