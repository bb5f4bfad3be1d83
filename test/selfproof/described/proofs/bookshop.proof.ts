import { BOOKSHOP } from '../bookshop/index.js';
import { proveServer } from './proving.js';

proveServer(BOOKSHOP);
