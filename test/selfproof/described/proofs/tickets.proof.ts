import { TICKETS } from '../tickets/index.js';
import { proveServer } from './proving.js';

proveServer(TICKETS);
