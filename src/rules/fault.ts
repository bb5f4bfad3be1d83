/** What can go wrong below HTTP, by WireMock's names. */
export const FAULTS = [
  'CONNECTION_RESET_BY_PEER',
  'EMPTY_RESPONSE',
  'MALFORMED_RESPONSE_CHUNK',
  'RANDOM_DATA_THEN_CLOSE',
] as const;

export type FaultName = (typeof FAULTS)[number];
