// Knows the files of the console, the page that a browser gets at `/__admin`, and which browsers get it.
// Refuses to know what the console shows: it reads that from the control plane, as any client does.
export { createConsole } from './create-console.js';
