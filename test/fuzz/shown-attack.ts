import type { Attack } from './attack.js';

/** The most characters of an attack's pieces that are shown, and the most attacks: the seed brings back the rest. */
const LONGEST = 1500;
const MOST = 5;

/** Attacks as a person can repeat them: each piece as an argument of `printf %b`. */
export function shownAttacks(attacks: readonly Attack[]): string {
  const more = attacks.length > MOST ? [`and ${attacks.length - MOST} more`] : [];
  return [...attacks.slice(0, MOST).map(shownAttack), ...more].join('\n');
}

function shownAttack({ kind, pace, ending, pieces }: Attack): string {
  const text = pieces.map(piece => `'${shownBytes(piece)}'`).join('\n  ');
  const shown =
    text.length > LONGEST ? `${text.slice(0, LONGEST)} and so on, ${Buffer.concat(pieces).length} bytes` : text;
  return `${kind}, ${pace}, then ${ending}:\n  ${shown}`;
}

function shownBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[^\x20-\x7e]|['\\]/g, escaped);
}

function escaped(letter: string): string {
  if (letter === '\r') return '\\r';
  if (letter === '\n') return '\\n';
  return `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
