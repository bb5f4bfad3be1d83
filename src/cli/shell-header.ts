/** The most characters of a token in one line. */
const LINE = 79;

/**
 * A header for curl, as a shell reads it. A token stands in lines of its own, since it has more characters than a terminal
 * has columns: within double quotes, the shell leaves out a backslash at the end of a line.
 */
export function shellHeader(name: string, token: string): string {
  const lines = token.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `-H "${[name, ...lines].join('\\\n')}"`;
}
