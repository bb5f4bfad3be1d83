import { defineConfig } from 'vitest/config';

// without a file of its own, Vitest would take the one of the project around these examples
export default defineConfig({});
