import { proveServer } from '../proving.js';
import { TICKETS } from '../tickets/index.js';

proveServer(TICKETS);
