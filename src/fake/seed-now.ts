import { formatInstant, type Instant } from '../kernel/index.js';

/** The seed's own now: the second in which the documents' user 1795 was created. Nothing seeded was seen later. */
export const SEED_INSTANT: Instant = Date.UTC(2018, 1, 26, 22, 39, 43) * 1000;

/** The same, as printed. */
export const SEED_NOW = formatInstant(SEED_INSTANT);
