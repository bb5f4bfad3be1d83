// Node 12 has to parse this file and main.ts, so that it can say what is wrong.

/** The oldest Node that runs Understudy, as `engines` of package.json has it. */
export const OLDEST_NODE = '20.19';

/** What to tell the user of a Node that is too old, such as v18.20.4; undefined where it is new enough. */
export function unsupportedNode(version: string): string | undefined {
  const [major = 0, minor = 0] = numbersOf(version);
  const [oldestMajor = 0, oldestMinor = 0] = numbersOf(OLDEST_NODE);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Failed to start: Node ${version} is too old. Install Node ${OLDEST_NODE} or newer.`;
}

function numbersOf(version: string): number[] {
  return version.replace(/^v/, '').split('.').map(Number);
}
