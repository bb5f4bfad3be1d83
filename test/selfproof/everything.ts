import { ACEFONE } from './defects/acefone.js';
import { ACEFONE_STATE } from './defects/acefone-state.js';
import { AUTH } from './defects/auth.js';
import { AUTH_BODIES } from './defects/auth-bodies.js';
import { AUTH_TOKENS } from './defects/auth-tokens.js';
import { BORDERS } from './defects/borders.js';
import { CREATE } from './defects/create.js';
import { CREATE_FIELDS } from './defects/create-fields.js';
import { GET } from './defects/get.js';
import { LIST_FILTERS } from './defects/list-filters.js';
import { LIST_ORDER } from './defects/list-order.js';
import { LIST_PAGING } from './defects/list-paging.js';
import { LIST_SHAPE } from './defects/list-shape.js';
import { PAGE_ENDS } from './defects/page-ends.js';
import { PATCH_ALL_ANSWERS } from './defects/patch-all-answers.js';
import { PATCH_ALL_FIELDS } from './defects/patch-all-fields.js';
import { PATCH_ALL_FILTERS } from './defects/patch-all-filters.js';
import { ROBUSTNESS } from './defects/robustness.js';
import { TEXTS } from './defects/texts.js';
import { UNSEEN_WRITES } from './defects/unseen-writes.js';
import { VALIDATION } from './defects/validation.js';
import type { Defect, Variant } from './planted.js';
import type { Api } from './prove.js';
import { ACEFONE_VARIANTS } from './variants/acefone.js';
import { ANSWERS } from './variants/answers.js';
import { BORDER_VARIANTS } from './variants/borders.js';
import { BUSY } from './variants/busy.js';
import { LISTS } from './variants/lists.js';
import { MOCKS } from './variants/mocks.js';
import { PICKY } from './variants/picky.js';
import { REFUSALS } from './variants/refusals.js';

/** All that is planted, by API. */
export const DEFECTS: Readonly<Record<Api, readonly Defect[]>> = {
  dnl: [
    ...AUTH,
    ...AUTH_BODIES,
    ...LIST_SHAPE,
    ...LIST_FILTERS,
    ...LIST_ORDER,
    ...LIST_PAGING,
    ...GET,
    ...CREATE,
    ...CREATE_FIELDS,
    ...VALIDATION,
    ...PATCH_ALL_ANSWERS,
    ...PATCH_ALL_FIELDS,
    ...PATCH_ALL_FILTERS,
    ...ROBUSTNESS,
    ...AUTH_TOKENS,
    ...UNSEEN_WRITES,
    ...PAGE_ENDS,
    ...BORDERS,
    ...TEXTS,
  ],
  acefone: [...ACEFONE, ...ACEFONE_STATE],
};

export const VARIANTS: Readonly<Record<Api, readonly Variant[]>> = {
  dnl: [...MOCKS, ...ANSWERS, ...REFUSALS, ...PICKY, ...LISTS, ...BUSY, ...BORDER_VARIANTS],
  acefone: ACEFONE_VARIANTS,
};
