import type { RunPlan } from '../../check/index.js';

/** Formats a plan: the preparations, each case with its requests, and the maximum number of requests. */
export function planText({ preparations, cases, requests, maxRequests }: RunPlan): string {
  const first = preparations.map(
    ({ says, requests, writes }) => `  ${says} (${writes ? 'writes, ' : ''}at most ${requests})`,
  );
  const lines = cases.flatMap(({ check, id, requests, writes }) => [
    `${check}: ${id}${writes ? '  [writes]' : ''}`,
    ...requests.map(request => `  ${request}`),
  ]);
  const writing = cases.filter(({ writes }) => writes).length;
  return [
    'First:',
    ...first,
    '',
    ...lines,
    '',
    `${cases.length} cases, ${writing} of them with writes; at most ${requests} requests, or ${maxRequests} if every case is repeated.`,
    'Nothing was sent.',
    '',
  ].join('\n');
}
