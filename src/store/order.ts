/** By which key records are ordered and which way. Nulls come last in both directions, equal ones by the records' key ascending. */
export type Order = { key: string; direction: 'ascending' | 'descending' };
