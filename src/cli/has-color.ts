/** Whether to write in colour: FORCE_COLOR and NO_COLOR decide, else whether the output is a terminal that has colours. */
export function hasColor({ isTTY }: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  return !env.NO_COLOR && isTTY === true && env.TERM !== 'dumb';
}
