import { BOOKSHOP } from './bookshop/index.js';
import type { DescribedServer } from './described-server.js';
import { DEVICES } from './devices/index.js';
import { TICKETS } from './tickets/index.js';

/** All servers that are not made of our engine. */
export const SERVERS: readonly DescribedServer[] = [BOOKSHOP, TICKETS, DEVICES];
