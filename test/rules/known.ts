import { loadContract } from '../../src/contract/index.js';
import { createRuleParser, type KnownOperation, knownOperations } from '../../src/rules/index.js';

/** The operations of both APIs, with DNL at the root, as the server has them. */
export const OPERATIONS: readonly KnownOperation[] = ['dnl', 'acefone'].flatMap(api =>
  knownOperations(api, { operations: loadContract(api).operations, isAtRoot: api === 'dnl' }),
);

/** Reads a rule about these. */
export const parseRule = createRuleParser(OPERATIONS);
