import { takeTokenFromAddress } from './token.js';

// imported first, before any other module reads the address or sends a request
takeTokenFromAddress();
