import { proveShare } from '../proving.js';

proveShare({ share: 0, of: 4 });
