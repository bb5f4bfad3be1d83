import { describeServer } from '../described-server.js';
import { FILTERS } from './defects/filters.js';
import { INPUTS } from './defects/inputs.js';
import { LISTS } from './defects/lists.js';
import { SAID } from './defects/said.js';
import { WRITES } from './defects/writes.js';
import { ACCOUNT, createDevices } from './devices.js';
import { FULL_WALK } from './full-walk.js';
import { OPERATIONS } from './operations.js';
import { VARIANTS } from './variants.js';

/** Slugs that clients choose, offsets with Link and X-Total-Count, basic authentication, forms, search, settings, HEAD. */
export const DEVICES = describeServer({
  name: 'devices',
  basePath: '/v2',
  credentials: { account: ACCOUNT },
  create: createDevices,
  operations: OPERATIONS,
  defects: [...SAID, ...INPUTS, ...FILTERS, ...LISTS, ...WRITES],
  variants: VARIANTS,
  fullWalk: FULL_WALK,
});
