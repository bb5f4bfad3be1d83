/**
 * Planted defects that the judge does not see, by server. A server may as well trim texts and write addresses in small letters. No
 * law looks for a cursor that skips records of the same time: it was once found by chance, at another list.
 */
export const MISSED: Readonly<Record<string, readonly string[]>> = {
  tickets: ['assignee-in-small-letters', 'comment-trimmed', 'cursor-skips-same-second'],
};
