/** The four fields that create asks for. */
export const REQUIRED = { name: 'new.user', passwd: 'Sesame-1234', user_type: 'agent', email: 'new.user@example.com' };

const CLIENT = {
  is_panel_ratetable: false,
  is_panel_invoices: true,
  is_panel_products: false,
  is_panel_paymenthistory: true,
  carrier_name: 'Harbour Voice',
  is_panel_trunks: true,
  is_panel_balance: false,
  is_panel_onlinepayment: true,
  is_panel_cid_blocking: true,
  is_panel_sippacket: false,
  is_panelaccess: true,
  is_panel_accountsummary: true,
  is_panel_summaryreport: false,
  is_panel_cdrslist: true,
};

/** The 23 fields of the printed body and `fullname`, each with a value that neither a default nor a printed user has. */
export const FIELDS: Readonly<Record<string, unknown>> = {
  passwd: 'Other-5678',
  user_type: 'admin',
  client: CLIENT,
  default_mod: 'Statistics',
  reseller_id: 7,
  outbound_report: false,
  client_limits: [{ client_id: 2892 }, { client_id: 2897 }],
  last_name: 'Müller',
  role_id: 3,
  all_termination: false,
  auth_ip: [{ ip: '192.0.2.7' }, { ip: '198.51.100.0/24' }],
  landing_page: 'Statistics',
  first_name: 'Zoë',
  active: false,
  client_id: 2001,
  default_mod2: 'Summary Report',
  avatar_id: 12,
  report_group: false,
  card_id: 44,
  show_carrier_trunk_drop_only: true,
  name: 'renamed',
  report_fields: 'pdd,release_cause',
  email: 'renamed@example.com',
  fullname: 'Zoë Müller',
};

/** The keys of an answer that follow from another field. */
export const FOLLOWING: Readonly<Record<string, Record<string, unknown>>> = {
  role_id: { role_name: 'NOC' },
  client: { carrier_name: CLIENT.carrier_name },
};

/** What a bcrypt text looks like. */
export const BCRYPT = /^\$2b\$12\$[./A-Za-z0-9]{53}$/;
