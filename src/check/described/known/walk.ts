import type { DescribedOperation } from '../../../openapi/index.js';
import type { TargetExchange } from '../../../target/index.js';

/** One record on a page. */
export type WalkedRecord = {
  /** The same for the same record of the collection. */
  id: string;
  key: string | number | undefined;
  value: unknown;
};

export type WalkedPage = {
  exchange: TargetExchange;
  /** The index of its exchange in the case. */
  at: number;
  records: readonly WalkedRecord[];
};

/** A list that was read page by page. */
export type Walk = {
  operation: DescribedOperation;
  pages: readonly WalkedPage[];
  records: readonly WalkedRecord[];
  /** The query without what only says which page. */
  query: URLSearchParams;
  /** Whether the last page is the end of the list. */
  complete: boolean;
  /** The total that the first page says. */
  total: number | undefined;
};
