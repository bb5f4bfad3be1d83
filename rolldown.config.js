import { defineConfig } from 'rolldown';

/** A few files instead of hundreds, because Node takes longer to load modules than to run them at a start. */
export default defineConfig({
  input: {
    'cli/main': 'src/cli/main.ts',
    index: 'src/index.ts',
    vitest: 'src/vitest.ts',
    playwright: 'src/playwright.ts',
  },
  // what is installed beside the package
  external: /^[^./]/,
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    // two folders below the package's, as in src/kernel/package-file.ts
    chunkFileNames: 'chunks/[name].js',
  },
});
