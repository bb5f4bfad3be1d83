/**
 * Planted defects that the judge does not see, by server. A server may as well trim texts and write addresses in small letters; of a
 * cursor that skips records of the same second the judge would have to create some within one second.
 */
export const MISSED: Readonly<Record<string, readonly string[]>> = {
  tickets: ['assignee-in-small-letters', 'comment-trimmed', 'cursor-skips-same-second'],
};
