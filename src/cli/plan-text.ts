import type { RunPlan } from '../check/index.js';

/** A plan as it is printed: what comes before the cases, each case with its requests, and how many they are at most. */
export function planText({ preparations, cases, requests, maxRequests }: RunPlan): string {
  const before = preparations.map(({ says, requests, writes }) => `  ${says} (${mark(writes)}at most ${requests})`);
  const lines = cases.flatMap(({ check, id, requests, writes }) => [
    `${check}: ${id}${writes ? '  [writes]' : ''}`,
    ...requests.map(request => `  ${request}`),
  ]);
  const writing = cases.filter(({ writes }) => writes).length;
  return [
    'First:',
    ...before,
    '',
    ...lines,
    '',
    `${cases.length} cases, ${writing} of them with writes; at most ${requests} requests, and ${maxRequests} if every case has to be repeated.`,
    'Nothing was sent.',
    '',
  ].join('\n');
}

function mark(writes: boolean): string {
  return writes ? 'writes, ' : '';
}
