/**
 * A stored Acefone user: its two ids, the fifteen documented variables in the documented order, and what the platform
 * assigns. `id` is six digits as text, `agent_id` thirteen that begin with `05`; `password` is a digest.
 */
export type AcefoneUser = {
  id: string;
  /** Null where the user was created without an agent. */
  agent_id: string | null;
  name: string;
  number: string;
  email: string;
  caller_id: string[];
  agent_group: string[];
  block_agent: boolean;
  international_outbound: boolean;
  designation: string | null;
  login_id: string;
  user_role: string;
  password: string;
  block_web_login: boolean;
  user_for_cdr: { type: string; value: string[] | null };
  login_based_calling: boolean;
  disable_agent: boolean;
  intercom: string;
  /** Thirteen digits that begin with `06`; empty while no extension has been created. */
  extension: string;
};
