import type { Contract, Operation, Readings } from '../../contract/index.js';
import type { DescribedOperation } from '../../openapi/index.js';
import { createRefuser, refuseIssues } from '../../play/index.js';
import { readWholeResources } from '../../resource/index.js';
import type { ApiResponse, RequestIssue } from '../../server/index.js';

/** Refuses the requests to a shipped API, as its `resources.yaml` says for some choices of its readings. */
export type Refusals = {
  refuse(operation: Operation, reason: keyof typeof MESSAGES): ApiResponse;
  notFound(operation: Operation): ApiResponse;
  refuseIssues(issues: readonly RequestIssue[], operation: Operation): ApiResponse;
};

/** Creates the refusals of a shipped API. */
export function createRefusals(parts: { contract: Contract; readings: Readings; seed: number }): Refusals {
  let known: ReturnType<typeof readRefuser> | undefined;
  // most choices of readings are made for requests that are not refused
  const read = () => (known ??= readRefuser(parts));
  const refuse: Refusals['refuse'] = (operation, reason) => {
    const { refuse, described } = read();
    return refuse(described(operation), { reason, message: MESSAGES[reason] });
  };
  return {
    refuse,
    notFound: operation => refuse(operation, 'unknown-record'),
    refuseIssues(issues, operation) {
      const { refuse, described } = read();
      return refuseIssues(issues, described(operation), refuse);
    },
  };
}

/** What is wrong, where the request alone does not say it. */
const MESSAGES = {
  'no-credentials': 'Credentials are missing.',
  'wrong-credentials': 'The credentials are wrong.',
  'wrong-log-in': 'The name or the password is wrong.',
  'unknown-record': 'There is no such record.',
};

function readRefuser({ contract, readings, seed }: Parameters<typeof createRefusals>[0]) {
  const description = contract.versionOf(readings);
  const resources = readWholeResources(contract.resources ?? '', readings.values);
  const operations = new Map(description.operations.map(operation => [operation.id, operation]));
  return {
    refuse: createRefuser({ description, resources, seed }),
    described: ({ id }: Operation) => operations.get(id) as DescribedOperation,
  };
}
