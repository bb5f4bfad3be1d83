import { LIST_FILTERS } from '../defects/list-filters.js';
import { proveDefects } from '../proving.js';

proveDefects('dnl', LIST_FILTERS);
