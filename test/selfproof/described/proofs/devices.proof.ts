import { DEVICES } from '../devices/index.js';
import { proveServer } from './proving.js';

proveServer(DEVICES);
