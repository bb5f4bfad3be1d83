import { RE2JS } from 're2js';

/** A regular expression of a schema. */
export type Pattern = {
  /** Whether it is read with the flag `u`, as draft 2020-12 wants it. Many patterns escape too much for that. */
  readonly isUnicode: boolean;
  /** Whether it is too costly to be matched: every text then counts as matching. */
  readonly isIgnored: boolean;
  /** Takes time in proportion to the text, or a bounded time, whatever the text is. */
  test(text: string): boolean;
};

/** Compiles a pattern of ECMAScript; undefined where it is none. */
export function compilePattern(source: string): Pattern | undefined {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    if (compiled.size >= MAX_CACHED) compiled.clear();
    pattern = compile(source);
    compiled.set(source, pattern);
  }
  return pattern ?? undefined;
}

const MAX_CACHED = 2000;
const compiled = new Map<string, Pattern | null>();

/** How many steps V8 may take for one text, by a high estimate. */
const MAX_STEPS = 1e7;

/** How many steps the linear engine may take for one character. */
const MAX_PROGRAM = 2000;

function compile(source: string): Pattern | null {
  const native = nativeOf(source);
  if (!native) return null;
  const growth = growthOf(source);
  let known: { linear: RE2JS | undefined } | undefined;
  const linear = () => {
    known ??= { linear: linearOf(source) };
    return known.linear;
  };
  return {
    isUnicode: native.unicode,
    get isIgnored() {
      return growth === undefined && linear() === undefined;
    },
    test(text) {
      const isCheap = growth !== undefined && growth.factor * (text.length + 1) ** growth.power <= MAX_STEPS;
      // without the linear engine, a long text matches
      return isCheap ? native.test(text) : (linear()?.test(text) ?? true);
    },
  };
}

function nativeOf(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags);
    } catch {}
  }
  return undefined;
}

/**
 * How the steps of V8 grow with a text: at most `factor` times its length to the `power`. Undefined for a pattern that
 * repeats a group any number of times, for which they may double with each character.
 */
function growthOf(source: string): { factor: number; power: number } | undefined {
  // a text that is matched again is as long as any repetition; another escape, or a class, is one character
  const plain = source
    .replace(/\\(?:([1-9]\d*|k<[^>]*>)|.)/gs, (_, again) => (again === undefined ? 'x' : 'x+'))
    .replace(/\[[^\]]*\]/g, 'x');
  if (/\)(?:[*+]|\{\d*,)/.test(plain)) return undefined;
  // leading look-aheads are matched one after the other, and never again
  const [leading = ''] = /^\^?(?:\(\?[=!][^()]*\))*/.exec(plain) ?? [];
  const growths = [...leading.split(')'), plain.slice(leading.length)].map(part => {
    const bare = part.replace(/\(\?(?:[:=!]|<(?:[=!]|[^>]*>))/g, '(');
    const copies = [...bare.matchAll(/\)\{(\d+)\}/g)].reduce(
      (product, [, count]) => product * Math.max(1, Number(count)),
      1,
    );
    const repeats = bare.match(/[*+]|\{\d*,\d*\}/g)?.length ?? 0;
    const options = bare.match(/\?|\|/g)?.length ?? 0;
    return { factor: 2 ** (options * copies), power: repeats * copies + 1 };
  });
  const most = (values: readonly number[]) => Math.max(...values);
  return {
    factor: growths.length * most(growths.map(({ factor }) => factor)),
    power: most(growths.map(({ power }) => power)),
  };
}

/** The same pattern in an engine whose steps grow with the length; undefined where it knows some part of it not, such as a look-ahead. */
function linearOf(source: string): RE2JS | undefined {
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(withAllSpaces(source)));
    return pattern.programSize() > MAX_PROGRAM ? undefined : pattern;
  } catch {
    return undefined;
  }
}

/** The engine knows only the spaces of ASCII. */
function withAllSpaces(source: string): string {
  let isClass = false;
  return source.replace(/\\.|[[\]]/gs, part => {
    if (part === '[' || part === ']') isClass = part === '[';
    if (part !== '\\s') return part;
    return isClass ? SPACES : `[${SPACES}]`;
  });
}

const SPACES = '\\s\\x0b\\x{a0}\\x{feff}\\x{2028}\\x{2029}\\p{Zs}';
