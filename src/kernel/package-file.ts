/** The address of a file of the package, by its path in it, such as `contracts/shop/openapi.yaml`. */
export function packageFile(path: string): URL {
  return new URL(path, PACKAGE);
}

/** This file is two folders below the package's in `src/` as well as in the chunks of `dist/`. */
const PACKAGE = new URL('../../', import.meta.url);

/** The folder of the package's code: `src/`, or `dist/` once it is built. */
export const OWN_CODE = new URL('../', import.meta.url);
