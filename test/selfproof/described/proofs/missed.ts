/** Planted defects that the judge does not see, by server. A server may as well trim texts. */
export const MISSED: Readonly<Record<string, readonly string[]>> = {
  tickets: ['comment-trimmed'],
};
