import { LIST_ORDER } from '../defects/list-order.js';
import { LIST_PAGING } from '../defects/list-paging.js';
import { LIST_SHAPE } from '../defects/list-shape.js';
import { proveDefects } from '../proving.js';

proveDefects('dnl', LIST_ORDER, LIST_PAGING, LIST_SHAPE);
