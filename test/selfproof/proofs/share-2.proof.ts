import { proveShare } from '../proving.js';

proveShare({ share: 1, of: 4 });
