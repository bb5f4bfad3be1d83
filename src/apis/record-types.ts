// Written by test/guardians/types.test.ts; after a change of a schema: npx vitest run <that file> --update

/** A record of dnl's users, as it is stored. */
export type DnlUser = {
  /** The id of the user. */
  user_id: number;
  /** The password as a bcrypt string, never in the clear. */
  passwd: string;
  /** admin: staff of the system; agent: an agent; client: the portal user of a carrier. The reading user-type-values also knows viewer. */
  user_type: 'admin' | 'agent' | 'client' | 'viewer';
  /** Whether the user is active. */
  active: boolean;
  /** The name of the carrier the user belongs to. */
  carrier_name: string | null;
  /** The default menu module; empty when there is none. */
  default_mod: string;
  /** The id of a reseller. */
  reseller_id: number | null;
  /** A permission: outbound reports. */
  outbound_report: boolean;
  /** The carriers the user is limited to. */
  client_limits: Array<{
    /** The id of a carrier. */
    client_id?: number;
  }>;
  /** The family name. */
  last_name: string | null;
  /** The id of the role. */
  role_id: number | null;
  /** When the user last logged in; null if never. */
  last_login_time: string | null;
  /** A permission: all terminations. */
  all_termination: boolean;
  /** The columns of the reports the user sees, as text. */
  report_fields: string | null;
  /** What the carrier's portal shows. */
  client: {
    /** Whether the portal shows the rate table. */
    is_panel_ratetable?: boolean;
    /** Whether the portal shows invoices. */
    is_panel_invoices?: boolean;
    /** Whether the portal shows products. */
    is_panel_products?: boolean;
    /** Whether the portal shows the payment history. */
    is_panel_paymenthistory?: boolean;
    /** The name of the carrier. */
    carrier_name?: string;
    /** Whether the portal shows trunks. */
    is_panel_trunks?: boolean;
    /** Whether the portal shows the balance. */
    is_panel_balance?: boolean;
    /** Whether the portal shows online payment. */
    is_panel_onlinepayment?: boolean;
    /** Whether the portal shows the blocking of caller ids. */
    is_panel_cid_blocking?: boolean;
    /** Whether the portal shows SIP packets. */
    is_panel_sippacket?: boolean;
    /** Whether there is access to the portal at all. */
    is_panelaccess?: boolean;
    /** Whether the portal shows the account summary. */
    is_panel_accountsummary?: boolean;
    /** Whether the portal shows the summary report. */
    is_panel_summaryreport?: boolean;
    /** Whether the portal shows the list of call records. */
    is_panel_cdrslist?: boolean;
  } | null;
  /** The period that reports cover by default, such as "1 Hour". */
  report_count: string;
  /** The login name. */
  name: string;
  /** The given name. */
  first_name: string | null;
  /** Printed only as null and in no body: any value. */
  cdr_expire: unknown;
  /** A setting of the user interface. */
  is_preload: boolean;
  /** The page shown after logging in. */
  landing_page: string | null;
  /** From where the user last logged in. */
  login_ip: string | null;
  /** The second default menu module; empty when there is none. */
  default_mod2: string;
  /** The id of a picture. */
  avatar_id: number | null;
  /** The id of the user who created this one. */
  create_user_id: number | null;
  /** When the user was created. */
  create_time: string;
  /** Printed only as null and in no body: any value. */
  agent: unknown;
  /** A setting of the reports. */
  report_group: boolean;
  /** The addresses the user may log in from. */
  auth_ip: Array<{
    /** An address. */
    ip?: string;
  }>;
  /** How many decimals amounts are shown with. */
  default_billing_decimal: number;
  /** The id of a card. */
  card_id: number | null;
  /** The e-mail address. The pages print it obscured, so its form is not known. */
  email: string | null;
  /** When the user was last seen; null if never. */
  last_seen: string | null;
  /** The online state as a number; the pages print 2. See the reading online-values. */
  is_online: number;
  /** The name of the role; empty when there is none. */
  role_name: string;
  /** The id of the carrier the user belongs to. */
  client_id: number | null;
  /** The full name. */
  fullname: string | null;
  /** Printed only as null and in no body: any value. */
  cdr_api_token: unknown;
  /** A setting: only the drops of the carrier's trunks. */
  show_carrier_trunk_drop_only: boolean;
};

/** A record of dnl's roles, as it is stored. */
export type DnlRole = {
  /** The id of the role. */
  role_id: number;
  /** The name of the role. */
  role_name: string;
};

/** A record of dnl's carriers, as it is stored. */
export type DnlCarrier = {
  /** The id of the carrier. */
  client_id: number;
  /** The name of the carrier. */
  name: string;
};

/** A record of acefone's users, as it is stored. */
export type AcefoneUser = {
  /** The name of the user. */
  name: string;
  /** The mobile number. */
  number: string;
  /** The e-mail address. */
  email: string;
  /** The ids of the account's numbers that the user has. Text; numbers by the reading loose-types. */
  caller_id: Array<string | number>;
  /** The groups of agents the user is in. */
  agent_group: Array<string>;
  /** Whether the user is blocked. */
  block_agent: boolean;
  /** Whether calls abroad are allowed. */
  international_outbound: boolean;
  /** The job title; null by the reading nulls. */
  designation: string | null;
  /** The name to log in with on the web. */
  login_id: string;
  /** The id of a role. Text; a number by the reading loose-types. */
  user_role: string | number;
  /** The password for the web; never returned. */
  password: string;
  /** Whether logging in on the web is blocked. */
  block_web_login: boolean;
  /** Whose call records the user may see. */
  user_for_cdr: {
    /** What the ids in value are; the sample says agent. */
    type: string;
    /** The ids, or null. */
    value?: Array<string> | null;
  };
  /** Whether calls reach the user only while logged in. */
  login_based_calling: boolean;
  /** Whether the agent is disabled. */
  disable_agent: boolean;
  /** The id of the user: six digits as text. */
  id: string;
  /** The id of its agent: 13 digits as text; null where it has none. */
  agent_id: string | null;
  /** The short number within the account. */
  intercom: string;
  /** The extension of the agent; empty where there is none. */
  extension: string;
};

/** The type of the records of each collection, by API. */
export type RecordTypes = {
  dnl: { users: DnlUser; roles: DnlRole; carriers: DnlCarrier };
  acefone: { users: AcefoneUser };
};
