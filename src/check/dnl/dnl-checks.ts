import type { Contract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Check } from '../model/check.js';
import { bodyMedia, looseBoolean } from './create/body-forms.js';
import { createIds, nameTexts } from './create/create-ids-and-names.js';
import { createKeeps } from './create/create-keeps.js';
import { createLeast, createRequired } from './create/create-required.js';
import { createDefaults, createTime, roleName } from './create/create-sets.js';
import { createdListed } from './create/created-listed.js';
import { badId, listAndGet, unknownId } from './get-by-id.js';
import { listFilter, listFilterNobody } from './list/list-filter.js';
import { listFilterPair, listSplit } from './list/list-filter-pair.js';
import { listOrder, listOrderText } from './list/list-order.js';
import { listPageEnds } from './list/list-page-ends.js';
import { listPages, listPagesJoin, listPageZero } from './list/list-pages.js';
import { listTextLiteral, listTextPart } from './list/list-text.js';
import { listTotal } from './list/list-total.js';
import { oddRequests } from './odd-requests.js';
import { patchFields, patchMany } from './patch/patch-fields.js';
import { patchFilter } from './patch/patch-filter.js';
import { patchFirst } from './patch/patch-first.js';
import { patchNotFound, patchRequired } from './patch/patch-refused.js';
import { patchedSeen } from './patch/patched-seen.js';
import { printedPatch, printedReads } from './printed.js';
import { malformedBody, refusedCreate, refusedPatch, userTypeRefused } from './refused.js';
import { nonAdmin, noToken, tokenFirst, wrongToken } from './tokens.js';
import type { Knowledge } from './users/known.js';

/** The checks of DNL. In each phase they run in this order: `patchFirst` must come before all other patches. */
export function dnlChecks(contract: Contract): readonly Check<Knowledge>[] {
  const [createUser, patchUsers] = ['createUser', 'patchUsers'].map(id => {
    const found = contract.operations.find(operation => operation.id === id);
    if (!found) throw new Problem('contract-invalid', `The contract of ${contract.api} has no operation ${id}.`);
    return found;
  }) as [Contract['operations'][number], Contract['operations'][number]];
  return [
    patchFirst,
    noToken,
    wrongToken,
    nonAdmin,
    tokenFirst,
    printedReads,
    listAndGet,
    unknownId,
    badId,
    listPages,
    listPagesJoin,
    listPageZero,
    listPageEnds,
    listTotal,
    listFilter,
    listFilterNobody,
    listTextPart,
    listTextLiteral,
    listSplit,
    listFilterPair,
    listOrder,
    listOrderText,
    createKeeps(createUser),
    createDefaults(contract, createUser),
    createTime(createUser),
    createIds(createUser),
    createdListed(createUser),
    nameTexts(createUser),
    createRequired(createUser),
    createLeast,
    userTypeRefused(createUser),
    malformedBody,
    bodyMedia(createUser),
    looseBoolean(createUser),
    roleName(createUser),
    refusedCreate(createUser),
    patchFilter,
    patchFields(patchUsers),
    patchMany,
    patchNotFound,
    patchRequired,
    printedPatch(patchUsers),
    refusedPatch,
    patchedSeen,
    oddRequests(createUser),
  ];
}
