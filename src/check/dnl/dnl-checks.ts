import type { Contract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Check } from '../check.js';
import { badId } from './bad-id.js';
import { bodyMedia } from './body-media.js';
import { createDefaults } from './create-defaults.js';
import { createIds } from './create-ids.js';
import { createKeeps } from './create-keeps.js';
import { createLeast, createRequired } from './create-required.js';
import { createTime } from './create-time.js';
import { createdListed } from './created-listed.js';
import type { Known } from './known.js';
import { listAndGet } from './list-and-get.js';
import { listFilter } from './list-filter.js';
import { listFilterNobody } from './list-filter-nobody.js';
import { listFilterPair } from './list-filter-pair.js';
import { listOrder, listOrderText } from './list-order.js';
import { listPageEnds } from './list-page-ends.js';
import { listPageZero } from './list-page-zero.js';
import { listPages, listPagesJoin } from './list-pages.js';
import { listSplit } from './list-split.js';
import { listTextLiteral } from './list-text-literal.js';
import { listTextPart } from './list-text-part.js';
import { listTotal } from './list-total.js';
import { looseBoolean } from './loose-boolean.js';
import { malformedBody } from './malformed-body.js';
import { nameTexts } from './name-texts.js';
import { noToken } from './no-token.js';
import { nonAdmin } from './non-admin.js';
import { oddRequests } from './odd-requests.js';
import { patchFields, patchMany } from './patch-fields.js';
import { patchFilter } from './patch-filter.js';
import { patchFirst } from './patch-first.js';
import { patchNotFound } from './patch-not-found.js';
import { patchRequired } from './patch-required.js';
import { patchedSeen } from './patched-seen.js';
import { printedPatch } from './printed-patch.js';
import { printedReads } from './printed-reads.js';
import { refusedCreate } from './refused-create.js';
import { refusedPatch } from './refused-patch.js';
import { roleName } from './role-name.js';
import { tokenFirst } from './token-first.js';
import { unknownId } from './unknown-id.js';
import { userTypeRefused } from './user-type-refused.js';
import { wrongToken } from './wrong-token.js';

/** The checks of DNL. In each phase they run in this order: of the patches, the first must be the one that looks. */
export function dnlChecks(contract: Contract): readonly Check<Known>[] {
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
