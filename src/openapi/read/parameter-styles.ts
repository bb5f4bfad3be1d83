import type { ParameterIn, ParameterStyle } from '../operation.js';

/** The styles that a parameter may have, by its place; the first is the default. */
export const STYLES: Readonly<Record<ParameterIn, readonly [ParameterStyle, ...ParameterStyle[]]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** The styles and explodes that mean the same as a `collectionFormat` of 2.0. */
export const COLLECTION_FORMATS: Readonly<Record<string, { style: ParameterStyle; explode: boolean }>> = {
  csv: { style: 'form', explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  tsv: { style: 'tabDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
};
