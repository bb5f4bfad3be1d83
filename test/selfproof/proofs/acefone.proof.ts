import { ACEFONE } from '../defects/acefone.js';
import { ACEFONE_STATE } from '../defects/acefone-state.js';
import { proveDefects, proveVariants } from '../proving.js';
import { ACEFONE_VARIANTS } from '../variants/acefone.js';

proveDefects('acefone', ACEFONE, ACEFONE_STATE);
proveVariants('acefone', ACEFONE_VARIANTS);
