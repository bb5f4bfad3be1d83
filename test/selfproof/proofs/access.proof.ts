import { AUTH } from '../defects/auth.js';
import { AUTH_BODIES } from '../defects/auth-bodies.js';
import { GET } from '../defects/get.js';
import { proveDefects } from '../proving.js';

proveDefects('dnl', AUTH, AUTH_BODIES, GET);
