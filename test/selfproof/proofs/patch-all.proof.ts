import { PATCH_ALL_ANSWERS } from '../defects/patch-all-answers.js';
import { PATCH_ALL_FIELDS } from '../defects/patch-all-fields.js';
import { PATCH_ALL_FILTERS } from '../defects/patch-all-filters.js';
import { ROBUSTNESS } from '../defects/robustness.js';
import { proveDefects } from '../proving.js';

proveDefects('dnl', PATCH_ALL_ANSWERS, PATCH_ALL_FIELDS, PATCH_ALL_FILTERS, ROBUSTNESS);
