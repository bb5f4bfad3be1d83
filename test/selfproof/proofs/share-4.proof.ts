import { proveShare } from '../proving.js';

proveShare({ share: 3, of: 4 });
