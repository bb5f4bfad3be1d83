import type { ColumnKind } from '../../store/index.js';

/** Every key of a user that the list may be ordered or filtered by, and how its values compare. */
export const USER_COLUMNS: Readonly<Record<string, ColumnKind>> = {
  user_id: 'number',
  passwd: 'text',
  user_type: 'text',
  active: 'number',
  carrier_name: 'text',
  default_mod: 'text',
  reseller_id: 'number',
  outbound_report: 'number',
  last_name: 'text',
  role_id: 'number',
  last_login_time: 'instant',
  all_termination: 'number',
  report_fields: 'text',
  report_count: 'text',
  name: 'text',
  first_name: 'text',
  cdr_expire: 'text',
  is_preload: 'number',
  landing_page: 'text',
  login_ip: 'text',
  default_mod2: 'text',
  avatar_id: 'number',
  create_user_id: 'number',
  create_time: 'instant',
  agent: 'text',
  report_group: 'number',
  default_billing_decimal: 'number',
  card_id: 'number',
  email: 'text',
  last_seen: 'instant',
  is_online: 'number',
  role_name: 'text',
  client_id: 'number',
  fullname: 'text',
  cdr_api_token: 'text',
  show_carrier_trunk_drop_only: 'number',
};

/** The keys of few values that the list is filtered by. */
export const USER_CLASSES = ['active', 'is_online', 'role_id', 'user_type', 'last_login_time'];

/** The other keys that it is filtered by, and those that it is ordered by most often. */
export const USER_INDEXES = ['carrier_name', 'create_time', 'email', 'last_login_time', 'login_ip', 'name'];
