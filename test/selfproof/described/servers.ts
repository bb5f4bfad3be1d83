import { BOOKSHOP } from './bookshop/index.js';
import type { DescribedServer } from './described-server.js';

/** All servers that are not made of our engine. */
export const SERVERS: readonly DescribedServer[] = [BOOKSHOP];
