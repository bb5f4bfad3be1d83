import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes answers to a file, one a line, each after its path.
 * @param {string} file
 * @param {Iterable<[path: string, text: string]>} answers
 */
export function writeAnswers(file, answers) {
  writeFileSync(file, [...answers].map(([path, text]) => `${path}\t${text}\n`).join(''));
}

/**
 * The answers that a file has, each with its path.
 * @param {string} file
 * @returns {[path: string, text: string][]}
 */
export function readAnswers(file) {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map(line => {
    const at = line.indexOf('\t');
    return [line.slice(0, at), line.slice(at + 1)];
  });
}
