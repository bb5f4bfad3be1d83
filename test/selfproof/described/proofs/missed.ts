/** Planted defects that the judge does not see, by server: a server may as well trim texts and write addresses in small letters. */
export const MISSED: Readonly<Record<string, readonly string[]>> = {
  tickets: ['assignee-in-small-letters', 'comment-trimmed'],
};
