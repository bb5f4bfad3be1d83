import { proveVariants } from '../proving.js';
import { ANSWERS } from '../variants/answers.js';
import { PICKY } from '../variants/picky.js';
import { REFUSALS } from '../variants/refusals.js';

proveVariants('dnl', ANSWERS, REFUSALS, PICKY);
