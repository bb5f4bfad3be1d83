import { compilePattern } from '../../../openapi/index.js';
import type { Constraints } from '../schema/constraints.js';
import { type Draw, fitFormat, hasFormat, makeByFormat } from '../words/by-format.js';
import { makeByPattern } from '../words/by-pattern.js';

/** The longest text that is made. */
const MAX_LENGTH = 100_000;
const MAX_TRIES = 8;

/**
 * Makes a text of the right format, pattern and length. `wishes` draws a text that suits the name; free text is cut or lengthened to fit.
 * Undefined where nothing is found.
 */
export function makeString(constraints: Constraints, draw: Draw, wishes: () => string | undefined): string | undefined {
  const { minLength: min, maxLength: max, patterns, formats } = constraints;
  if (min > max || min > MAX_LENGTH) return undefined;
  const regexes = patterns.map(compilePattern);
  const fits = (text: string): boolean => {
    const length = countCharacters(text);
    return (
      length >= min &&
      length <= max &&
      regexes.every(regex => regex?.test(text) ?? true) &&
      formats.every(format => hasFormat(format, text))
    );
  };
  return (
    findByWish(wishes, fits) ??
    findByFormat(constraints, draw, fits) ??
    findByPattern(constraints, draw, fits) ??
    [fitLength(wishes() ?? plainText(draw), { min, max }), 'a'.repeat(min), 'a'.repeat(Math.min(max, min + 1))].find(
      fits,
    )
  );
}

/** Cuts free text at a word, or adds words to it. */
export function fitLength(text: string, { min, max }: { min: number; max: number }): string {
  let fitted = text;
  if (fitted.length > max) {
    const cut = fitted.slice(0, max);
    const space = cut.lastIndexOf(' ');
    fitted = space >= Math.max(min, max / 2) ? cut.slice(0, space) : cut;
  }
  if (fitted.length < min) fitted = fitted.padEnd(min, ` ${fitted || 'text'}`);
  // a text that ends with a space looks like a mistake
  return fitted.length === max || fitted.length === min ? fitted.replace(/ $/, 'a') : fitted;
}

function findByWish(wishes: () => string | undefined, fits: (text: string) => boolean): string | undefined {
  for (let attempt = 0; attempt < MAX_TRIES / 2; attempt++) {
    const text = wishes();
    if (text === undefined) return undefined;
    if (fits(text)) return text;
  }
  return undefined;
}

function findByFormat(
  { formats, minLength, maxLength }: Constraints,
  draw: Draw,
  fits: (text: string) => boolean,
): string | undefined {
  for (const format of formats) {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const text = makeByFormat(format, draw);
      if (text === undefined) break;
      const found = fitFormat(format, text, { min: minLength, max: maxLength }).find(fits);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function findByPattern(
  { patterns, minLength, maxLength }: Constraints,
  draw: Draw,
  fits: (text: string) => boolean,
): string | undefined {
  for (const pattern of patterns) {
    const found = makeByPattern(pattern, draw.source, { min: minLength, max: maxLength, fits });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Words for a text whose name says nothing. */
function plainText({ source: { faker } }: Draw): string {
  return faker.word.noun();
}

/** Validators count characters, and not the units of UTF-16. */
function countCharacters(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}
