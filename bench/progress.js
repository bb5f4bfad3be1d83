/**
 * Says on stderr what is going on, for those who wait.
 * @param {string} text
 */
export function progress(text) {
  process.stderr.write(`${text}\n`);
}
