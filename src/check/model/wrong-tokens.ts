/** A wrong token as it is sent, and as a shell makes it of the right one. */
type WrongToken = { value: string; shown: string };

type Make = (token: string, variable: string) => WrongToken;

/** {"alg":"none","typ":"JWT"} */
const NO_ALGORITHM = 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0';
/** {"user_id":1,"user_type":"admin"} */
const SOME_CLAIMS = 'eyJ1c2VyX2lkIjoxLCJ1c2VyX3R5cGUiOiJhZG1pbiJ9';

/** Each make differs from the right token in one way, so that whoever takes it compares too little. */
const MAKES = {
  longer: (token, variable) => ({ value: `${token}x`, shown: `\${${variable}}x` }),
  preceded: (token, variable) => ({ value: `x${token}`, shown: `x$${variable}` }),
  doubled: (token, variable) => ({ value: token + token, shown: `$${variable}$${variable}` }),
  shorter: (token, variable) => ({ value: token.slice(0, -1), shown: `\${${variable}%?}` }),
  beheaded: (token, variable) => ({ value: token.slice(1), shown: `\${${variable}#?}` }),
  'first-changed': (token, variable) => changed(token, variable, 0),
  'middle-changed': (token, variable) => changed(token, variable, Math.floor(token.length / 2)),
  'last-changed': (token, variable) => changed(token, variable, token.length - 1),
  spaced: (token, variable) => {
    const half = Math.floor(token.length / 2);
    return {
      value: `${token.slice(0, half)} ${token.slice(half)}`,
      shown: piped(variable, `sed 's/./& /${half}'`),
    };
  },
  // digits of base 16 mean the same in both cases: there another digit is changed as well
  'swapped-case': (token, variable) => {
    if (/^[0-9a-f-]*$/i.test(token)) return changed(token, variable, Math.floor(token.length / 3));
    return { value: swapped(token), shown: piped(variable, "tr 'a-zA-Z' 'A-Za-z'") };
  },
  'signature-cut': (token, variable) => {
    if (isSigned(token)) return { value: token.replace(/[^.]*$/, ''), shown: `\${${variable}%.*}.` };
    const half = Math.ceil(token.length / 2);
    return { value: token.slice(0, half), shown: piped(variable, `cut -c1-${half}`) };
  },
  unsigned: (token, variable) => {
    if (!isSigned(token)) return known(`${NO_ALGORITHM}.${SOME_CLAIMS}.`);
    const claims = token.split('.')[1];
    return {
      value: `${NO_ALGORITHM}.${claims}.`,
      shown: `${NO_ALGORITHM}.${piped(variable, 'cut -d. -f2')}.`,
    };
  },
} satisfies Record<string, Make>;

export type WrongMake = keyof typeof MAKES;

export const WRONG_MAKES = Object.keys(MAKES) as readonly WrongMake[];

/** A wrong token of some make; `variable` is the shell's name for the right one. */
export function wrongToken(make: WrongMake, token: string, variable: string): WrongToken {
  const wrong = MAKES[make](token, variable);
  // of a token of one letter, or without any, nothing else may be left
  return wrong.value === '' || wrong.value === token ? known('no-such-token') : wrong;
}

export function isWrongMake(identity: string): identity is WrongMake {
  return Object.hasOwn(MAKES, identity);
}

function known(value: string): WrongToken {
  return { value, shown: value };
}

function isSigned(token: string): boolean {
  return /^[^.]+\.[^.]+\.[^.]+$/.test(token);
}

/** One character in place of another. In base 64 the last may hold bits that nobody reads: the first of its bits is one that counts. */
function changed(token: string, variable: string, at: number): WrongToken {
  const other = /[g-z0-9+/_-]/.test(token[at] ?? '') ? 'A' : 'x';
  return {
    value: token.slice(0, at) + other + token.slice(at + 1),
    shown: piped(variable, `sed 's/./${other}/${at + 1}'`),
  };
}

function swapped(text: string): string {
  return text.replace(/[a-z]/gi, letter => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}

function piped(variable: string, command: string): string {
  return `$(printf %s "$${variable}" | ${command})`;
}
