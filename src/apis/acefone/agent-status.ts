import type { AcefoneUser } from '../../fake/index.js';

const ENABLED = 0;
const BLOCKED = 1;
const DISABLED = 2;

/** The status of a user's agent; a disabled one is that before all else (reading block-and-disable). */
export function agentStatusOf({ block_agent, disable_agent }: AcefoneUser): number {
  if (disable_agent) return DISABLED;
  return block_agent ? BLOCKED : ENABLED;
}
