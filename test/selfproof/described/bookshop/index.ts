import { describeServer } from '../described-server.js';
import { createBookshop, TOKEN } from './bookshop.js';
import { FILTERS } from './defects/filters.js';
import { INPUTS } from './defects/inputs.js';
import { LISTS } from './defects/lists.js';
import { RESPONSES } from './defects/responses.js';
import { WRITES } from './defects/writes.js';
import { FULL_WALK } from './full-walk.js';
import { OPERATIONS } from './operations.js';
import { VARIANTS } from './variants.js';

/** Integer ids, pages with totals, a bearer token, PATCH. */
export const BOOKSHOP = describeServer({
  name: 'bookshop',
  basePath: '',
  credentials: { token: TOKEN },
  create: createBookshop,
  operations: OPERATIONS,
  defects: [...RESPONSES, ...INPUTS, ...FILTERS, ...LISTS, ...WRITES],
  variants: VARIANTS,
  fullWalk: FULL_WALK,
});
