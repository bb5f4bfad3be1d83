import { ADMIN, ALL, lettingIn, tokenOf } from '../credentials.js';
import type { OperationName } from '../operation-of.js';
import type { Defect } from '../planted.js';

/** One way of comparing too little of a token: what is wrong, and whether a token is taken. */
type Loose = readonly [wrong: string, says: string, isTaken: (token: string) => boolean];

const [HEADER, CLAIMS] = ADMIN.split('.');
const LAST = ADMIN.length - 1;
const MIDDLE = Math.floor(ADMIN.length / 2);

function without(token: string, at: number): string {
  return token.slice(0, at) + token.slice(at + 1);
}

const LOOSE: readonly Loose[] = [
  ['case', 'in any case', token => token.toLowerCase() === ADMIN.toLowerCase()],
  ['upper', 'if it is the right one in capitals', token => token.toUpperCase() === ADMIN.toUpperCase()],
  ['containing', 'if the right one is anywhere in it', token => token.includes(ADMIN)],
  ['ending', 'if it ends with the right one', token => token.endsWith(ADMIN)],
  ['end', 'if it is the end of the right one', token => token.length > 9 && ADMIN.endsWith(token)],
  ['part', 'if it is a part of the right one', token => token.length > 9 && ADMIN.includes(token)],
  ['first', 'whatever its first letter is', token => token.slice(1) === ADMIN.slice(1)],
  ['middle', 'whatever its middle letter is', token => without(token, MIDDLE) === without(ADMIN, MIDDLE)],
  ['last', 'whatever its last letter is', token => without(token, LAST) === without(ADMIN, LAST)],
  ['nearly', 'if one letter is wrong', token => [...token].filter((letter, at) => letter !== ADMIN[at]).length < 2],
  ['blanks', 'whatever blanks are in it', token => token.replaceAll(' ', '') === ADMIN],
  ['repeated', 'if it is the right one twice', token => token === ADMIN + ADMIN],
  ['signature', 'whatever its signature is', token => token.startsWith(`${HEADER}.${CLAIMS}.`)],
  ['algorithm', 'if it says that it is not signed', token => token.endsWith(`.${CLAIMS}.`)],
  ['claims', 'if its claims are right', token => token.split('.')[1] === CLAIMS],
  ['letters', 'whatever order its letters have', token => sorted(token) === sorted(ADMIN)],
];

function sorted(text: string): string {
  return [...text.replaceAll(' ', '').toLowerCase()].sort().join('');
}

const PAGES: readonly OperationName[] = ['list', 'get', 'create', 'patch-all'];

/** Each looseness at one operation, in turn, and some at all. */
export const AUTH_TOKENS: readonly Defect[] = [
  ...LOOSE.flatMap(([wrong, says, isTaken], at) =>
    [at, at + 1].map(turn => {
      const operation = PAGES[turn % PAGES.length] ?? 'list';
      return {
        id: `${operation}-token-${wrong}`,
        statement: `${operation}.status-401`,
        says: `A token is taken by ${operation} ${says}.`,
        wrap: lettingIn(operation, asked => isTaken(tokenOf(asked) ?? '')),
      };
    }),
  ),
  {
    id: 'token-any-case',
    statement: 'get.wrong-token',
    says: 'Tokens are compared without regard to case, everywhere.',
    wrap: lettingIn(ALL, asked => tokenOf(asked)?.toLowerCase() === ADMIN.toLowerCase()),
  },
];
