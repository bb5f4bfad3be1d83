import { describeServer } from '../described-server.js';
import { FILTERS } from './defects/filters.js';
import { LISTS } from './defects/lists.js';
import { REPLACEMENTS } from './defects/replacements.js';
import { SAID } from './defects/said.js';
import { WRITES } from './defects/writes.js';
import { FULL_WALK } from './full-walk.js';
import { OPERATIONS } from './operations.js';
import { createTickets, KEY } from './tickets.js';
import { VARIANTS } from './variants.js';

/** UUIDs, cursors, a key in a header, PUT, ETags, actions, comments on each ticket. */
export const TICKETS = describeServer({
  name: 'tickets',
  basePath: '/api',
  credentials: { key: KEY },
  create: createTickets,
  operations: OPERATIONS,
  defects: [...SAID, ...FILTERS, ...LISTS, ...WRITES, ...REPLACEMENTS],
  variants: VARIANTS,
  fullWalk: FULL_WALK,
});
