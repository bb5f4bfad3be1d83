import type { DescribedLaw, ResponseLaw } from './law.js';
import { createDefaults } from './meant/created/create-defaults.js';
import { createKeeps } from './meant/created/create-keeps.js';
import { createdFound } from './meant/created/created-found.js';
import { createdTogether } from './meant/created/created-together.js';
import { newKeys } from './meant/created/new-keys.js';
import { takenValues } from './meant/created/taken-values.js';
import { textsKept } from './meant/created/texts-kept.js';
import { addressesFound } from './meant/lists/addresses-found.js';
import { createdPaged } from './meant/lists/created-paged.js';
import { headAsGet } from './meant/lists/head-as-get.js';
import { filtersTogether, listFilter } from './meant/lists/list-filter.js';
import { listLinks } from './meant/lists/list-links.js';
import { listOrder } from './meant/lists/list-order.js';
import { listPages } from './meant/lists/list-pages.js';
import { listSearch } from './meant/lists/list-search.js';
import { nestedLists } from './meant/lists/nested-lists.js';
import { pageEnds } from './meant/lists/page-ends.js';
import { usualSize } from './meant/lists/usual-size.js';
import { actionsSet } from './meant/records/actions.js';
import { deletedBelow } from './meant/records/deleted-below.js';
import { deletedGone } from './meant/records/deleted-gone.js';
import { getAsListed } from './meant/records/get-as-listed.js';
import { oddKeys } from './meant/records/odd-keys.js';
import { refusedUnchanged, unauthorizedUnchanged } from './meant/records/refused-unchanged.js';
import { replaceDrops } from './meant/records/replace-drops.js';
import { unknownItems } from './meant/records/unknown-items.js';
import { updateKeeps } from './meant/records/update-keeps.js';
import { updatedFound } from './meant/records/updated-found.js';
import { etagChanges } from './meant/versions/etag-changes.js';
import { etags } from './meant/versions/etags.js';
import { lackingRights } from './said/access/lacking-rights.js';
import { credentialsFirst, noCredentials, wrongCredentials } from './said/access/security.js';
import { allowedValues } from './said/allowed-values.js';
import { describedLinks } from './said/described-links.js';
import { documentedMedia } from './said/documented-media.js';
import { documentedStatus } from './said/documented-status.js';
import { headAndOptions } from './said/head-and-options.js';
import { invalidMembers, requiredMembers } from './said/invalid-members.js';
import { invalidParameters } from './said/invalid-parameters.js';
import { malformedBody } from './said/malformed-body.js';
import { oddRequests } from './said/odd-requests.js';
import { readOnlyMembers } from './said/read-only.js';
import { requiredBody } from './said/required-body.js';
import { requiredParameters } from './said/required-parameters.js';
import { responseBody } from './said/response-body.js';
import { responseHeaders } from './said/response-headers.js';
import { undocumentedMethods } from './said/undocumented-methods.js';
import { validRequests } from './said/valid-requests.js';

/** What every response keeps. */
export const RESPONSE_LAWS: readonly ResponseLaw[] = [documentedStatus, documentedMedia, responseBody, responseHeaders];

/** What a description says. In each phase they run in this order: `validRequests` shows first what the target accepts. */
const SAID: readonly DescribedLaw[] = [
  validRequests,
  allowedValues,
  requiredParameters,
  invalidParameters,
  requiredBody,
  requiredMembers,
  invalidMembers,
  malformedBody,
  readOnlyMembers,
  noCredentials,
  wrongCredentials,
  credentialsFirst,
  lackingRights,
  undocumentedMethods,
  headAndOptions,
  describedLinks,
  oddRequests,
];

/** What the names of a description mean. */
const MEANT: readonly DescribedLaw[] = [
  listPages,
  pageEnds,
  usualSize,
  listLinks,
  listOrder,
  listFilter,
  filtersTogether,
  listSearch,
  headAsGet,
  nestedLists,
  getAsListed,
  unknownItems,
  oddKeys,
  newKeys,
  createKeeps,
  createDefaults,
  textsKept,
  createdFound,
  createdTogether,
  createdPaged,
  addressesFound,
  takenValues,
  updateKeeps,
  updatedFound,
  replaceDrops,
  refusedUnchanged,
  unauthorizedUnchanged,
  etags,
  etagChanges,
  actionsSet,
  deletedGone,
  deletedBelow,
];

export const LAWS: readonly DescribedLaw[] = [...SAID, ...MEANT];
