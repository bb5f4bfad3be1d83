import { proveShare } from '../proving.js';

proveShare({ share: 2, of: 4 });
