import { CREATE } from '../defects/create.js';
import { CREATE_FIELDS } from '../defects/create-fields.js';
import { VALIDATION } from '../defects/validation.js';
import { proveDefects } from '../proving.js';

proveDefects('dnl', CREATE, CREATE_FIELDS, VALIDATION);
