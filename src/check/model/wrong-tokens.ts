/** A wrong token as it is sent, and the shell text that makes it from the right one. */
type WrongToken = { value: string; shown: string };

type MakeToken = (token: string, variable: string) => WrongToken;

/** {"alg":"none","typ":"JWT"} */
const NO_ALGORITHM = 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0';
/** {"user_id":1,"user_type":"admin"} */
const SOME_CLAIMS = 'eyJ1c2VyX2lkIjoxLCJ1c2VyX3R5cGUiOiJhZG1pbiJ9';

/** Each kind differs from the right token in one way: a server that accepts it does not compare that part. */
const KINDS = {
  longer: (token, variable) => ({ value: `${token}x`, shown: `\${${variable}}x` }),
  preceded: (token, variable) => ({ value: `x${token}`, shown: `x$${variable}` }),
  doubled: (token, variable) => ({ value: token + token, shown: `$${variable}$${variable}` }),
  shorter: (token, variable) => ({ value: token.slice(0, -1), shown: `\${${variable}%?}` }),
  beheaded: (token, variable) => ({ value: token.slice(1), shown: `\${${variable}#?}` }),
  'first-changed': (token, variable) => replaceCharacter(token, variable, 0),
  'middle-changed': (token, variable) => replaceCharacter(token, variable, Math.floor(token.length / 2)),
  'last-changed': (token, variable) => replaceCharacter(token, variable, token.length - 1),
  spaced: (token, variable) => {
    const half = Math.floor(token.length / 2);
    return {
      value: `${token.slice(0, half)} ${token.slice(half)}`,
      shown: pipe(variable, `sed 's/./& /${half}'`),
    };
  },
  // base 16 digits mean the same in both cases: in such a token a digit is changed instead
  'swapped-case': (token, variable) => {
    if (/^[0-9a-f-]*$/i.test(token)) return replaceCharacter(token, variable, Math.floor(token.length / 3));
    return { value: swapCase(token), shown: pipe(variable, "tr 'a-zA-Z' 'A-Za-z'") };
  },
  'signature-cut': (token, variable) => {
    if (isSigned(token)) return { value: token.replace(/[^.]*$/, ''), shown: `\${${variable}%.*}.` };
    const half = Math.ceil(token.length / 2);
    return { value: token.slice(0, half), shown: pipe(variable, `cut -c1-${half}`) };
  },
  unsigned: (token, variable) => {
    if (!isSigned(token)) return literal(`${NO_ALGORITHM}.${SOME_CLAIMS}.`);
    const claims = token.split('.')[1];
    return {
      value: `${NO_ALGORITHM}.${claims}.`,
      shown: `${NO_ALGORITHM}.${pipe(variable, 'cut -d. -f2')}.`,
    };
  },
} satisfies Record<string, MakeToken>;

export type WrongTokenKind = keyof typeof KINDS;

export const WRONG_TOKEN_KINDS = Object.keys(KINDS) as readonly WrongTokenKind[];

/** Makes a wrong token of a kind; `variable` is the shell's name for the right one. */
export function createWrongToken(kind: WrongTokenKind, token: string, variable: string): WrongToken {
  const wrong = KINDS[kind](token, variable);
  // a token of one letter, or one without letters, may become empty or stay the same
  return wrong.value === '' || wrong.value === token ? literal('no-such-token') : wrong;
}

export function isWrongTokenKind(identity: string): identity is WrongTokenKind {
  return Object.hasOwn(KINDS, identity);
}

function literal(value: string): WrongToken {
  return { value, shown: value };
}

function isSigned(token: string): boolean {
  return /^[^.]+\.[^.]+\.[^.]+$/.test(token);
}

/** Replaces one character. In base 64 the last character can have unused bits, so the new one differs in its first bit. */
function replaceCharacter(token: string, variable: string, at: number): WrongToken {
  const other = /[g-z0-9+/_-]/.test(token[at] ?? '') ? 'A' : 'x';
  return {
    value: token.slice(0, at) + other + token.slice(at + 1),
    shown: pipe(variable, `sed 's/./${other}/${at + 1}'`),
  };
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}

function pipe(variable: string, command: string): string {
  return `$(printf %s "$${variable}" | ${command})`;
}
