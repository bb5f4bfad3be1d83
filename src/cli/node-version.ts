// Node 12 must be able to parse this file and main.ts.

/** The oldest supported Node, as in `engines` of package.json. */
export const OLDEST_NODE = '20.19';

/** The error for a version of Node that is too old, such as v18.20.4; undefined for a supported one. */
export function unsupportedNode(version: string): string | undefined {
  const [major = 0, minor = 0] = numbersOf(version);
  const [oldestMajor = 0, oldestMinor = 0] = numbersOf(OLDEST_NODE);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Failed to start: Node ${version} is too old. Install Node ${OLDEST_NODE} or newer.`;
}

function numbersOf(version: string): number[] {
  return version.replace(/^v/, '').split('.').map(Number);
}
