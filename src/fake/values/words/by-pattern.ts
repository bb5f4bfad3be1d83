import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { compilePattern, type Pattern } from '../../../openapi/index.js';
import type { Source } from './source.js';

type Limits = { min: number; max: number; fits(text: string): boolean };

const MAX_TRIES = 60;
const MAX_CACHED = 2_000;
const parser = new RegExpParser({ ecmaVersion: 2024 });
const parsed = new Map<string, AST.Pattern | undefined>();
const letters = new Map<string, readonly string[]>();

/** Characters that a class is filled with: those a person would type first. */
const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(at + 32));

/**
 * Makes a text that a regular expression matches and that fits; undefined where none is found. A lookahead or a word boundary cannot
 * be made by construction, so each text is tried before it is returned.
 */
export function makeByPattern(pattern: string, source: Source, { min, max, fits }: Limits): string | undefined {
  const tree = parsePattern(pattern);
  if (!tree) return undefined;
  for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
    const walk = new Walk(source, stretchFor(attempt, { min, max }));
    const drawn = walk.alternatives(tree.alternatives);
    const text = walk.placeLookaheads(attempt % 2 === 0 ? drawn : lengthen(drawn, min, pattern));
    if (fits(text)) return text;
  }
  return undefined;
}

function parsePattern(pattern: string): AST.Pattern | undefined {
  if (parsed.has(pattern)) return parsed.get(pattern);
  const unicode = compilePattern(pattern)?.isUnicode === true;
  let tree: AST.Pattern | undefined;
  try {
    tree = parser.parsePattern(pattern, 0, pattern.length, { unicode });
  } catch {
    tree = undefined;
  }
  if (parsed.size >= MAX_CACHED) parsed.clear();
  parsed.set(pattern, tree);
  return tree;
}

/** How often the open quantifiers repeat: few times at first, then towards the limits. */
function stretchFor(attempt: number, { min, max }: { min: number; max: number }): number {
  if (attempt % 4 === 3) return 0;
  const wished = min > 0 ? min : 8;
  const stretch = [8, wished, Math.ceil(wished / 2), 0][attempt % 4] ?? 0;
  return Math.min(stretch, max, 5_000);
}

/** A pattern without an anchor at its end takes anything after it. */
function lengthen(text: string, min: number, pattern: string): string {
  return /(?<!\\)\$$/.test(pattern) ? text : text.padEnd(min, 'a');
}

class Walk {
  readonly #source: Source;
  readonly #stretch: number;
  readonly #groups = new Map<AST.CapturingGroup, string>();
  readonly #wanted: string[] = [];

  constructor(source: Source, stretch: number) {
    this.#source = source;
    this.#stretch = stretch;
  }

  alternatives(alternatives: readonly AST.Alternative[]): string {
    const { elements } = this.#source.pick(alternatives) as AST.Alternative;
    return elements.map(element => this.#element(element)).join('');
  }

  /** Writes what the lookaheads want over characters of the text, at places that are drawn: `^(?=.*\d).{8}$`. */
  placeLookaheads(text: string): string {
    return this.#wanted.reduce((placed, wanted) => {
      if (wanted === '' || wanted.length > placed.length) return placed;
      const at = this.#source.integer(0, placed.length - wanted.length);
      return placed.slice(0, at) + wanted + placed.slice(at + wanted.length);
    }, text);
  }

  #element(element: AST.Element): string {
    switch (element.type) {
      case 'Character':
        return String.fromCodePoint(element.value);
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return this.#character(element.raw);
      case 'CapturingGroup': {
        const text = this.alternatives(element.alternatives);
        this.#groups.set(element, text);
        return text;
      }
      case 'Group':
        return this.alternatives(element.alternatives);
      case 'Quantifier':
        return this.#repeat(element);
      case 'Backreference':
        return [element.resolved]
          .flat()
          .map(group => this.#groups.get(group) ?? '')
          .join('');
      case 'Assertion':
        if (element.kind === 'lookahead' && !element.negate) this.#want(element);
        return '';
    }
  }

  #want({ alternatives }: AST.LookaheadAssertion): void {
    const inner = new Walk(this.#source, 0);
    this.#wanted.push(inner.alternatives(alternatives));
  }

  #repeat({ min, max, element }: AST.Quantifier): string {
    const most = Math.min(max, min + this.#stretch);
    const times = Math.min(this.#source.integer(min, most), 10_000);
    let text = '';
    for (let time = 0; time < times && text.length < 20_000; time++) text += this.#element(element);
    return text;
  }

  #character(raw: string): string {
    return this.#source.pick(charactersOf(raw)) ?? '';
  }
}

/** The characters that a class is filled with: letters and digits if it has them, or what else is printable, or the ends of its ranges. */
function charactersOf(raw: string): readonly string[] {
  const known = letters.get(raw);
  if (known) return known;
  const matcher = compilePattern(`^${raw}$`);
  const matching = PRINTABLE.filter(character => matcher?.test(character));
  const plain = matching.filter(character => /[\w]/.test(character) && character !== '_');
  const found =
    raw === '.' || raw.startsWith('[^') || /^\\[WSPD]/.test(raw) ? plain.filter(c => /[a-z]/.test(c)) : plain;
  const chosen = [found, plain, matching, searchUnicode(matcher)].find(({ length }) => length > 0) ?? [];
  if (letters.size >= MAX_CACHED) letters.clear();
  letters.set(raw, chosen);
  return chosen;
}

/** The first characters beyond ASCII that match. */
function searchUnicode(matcher: Pattern | undefined): string[] {
  const found: string[] = [];
  for (let code = 0; code < 0x1_ff_ff && found.length < 20; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCodePoint(code);
    if (matcher?.test(character)) found.push(character);
  }
  return found;
}
