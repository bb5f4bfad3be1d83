import type { Contract } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';
import { credentialsOfApi } from '../described/credentials.js';
import type { JudgedApi } from '../described/judged-api.js';
import { observe as observeRecords } from '../described/known/observe.js';
import { countPreparation, prepareRecords } from '../described/known/prepare.js';
import { statedApi, statedChecks } from '../described/stated-laws.js';
import { countWalks, walkListsOf } from '../described/walk/known-walks.js';
import { RESPONSE_CHECKS } from '../laws/every-response.js';
import type { ReadyStep } from '../model/case.js';
import { asObject, type Check, type Observation } from '../model/check.js';
import type { Session, Suite } from '../model/suite.js';
import { patchFields, patchMany, printedPatch } from './patch/patch-fields.js';
import { patchFilter } from './patch/patch-filter.js';
import { findMildestBody, patchFirst } from './patch/patch-first.js';
import { patchedSeen } from './patch/patched-seen.js';
import { oddPatch, refusedPatch } from './patch/refused-patch.js';
import { observeRefusal, printedRefusals } from './printed-refusals.js';
import { bodyMedia, createLeast, looseBoolean, printedReads } from './printed-requests.js';
import { initialKnowledge, type Knowledge } from './users/known.js';
import {
  CONTROLS,
  cleanUp,
  createUsers,
  describeCreated,
  findCreated,
  MAX_CREATE_REQUESTS,
  SUBJECTS,
} from './users/own-users.js';
import { firstContact, MAX_CONTACTS, MAX_READ_REQUESTS, readUsers } from './users/read-users.js';
import { MAX_BULK } from './users/steps.js';
import { readPage, readUser } from './users/user.js';

/** The suite for the DNL switch's user API. */
export function dnlSuite(contract: Contract): Suite<Knowledge> {
  const api = statedApi(contract);
  const own = dnlChecks(contract, api);
  return {
    api: contract.api,
    checks: [...own, ...statedChecks(contract, api, own)],
    responseChecks: [...RESPONSE_CHECKS, printedRefusals],
    credentials: (identity, tokens) => credentialsOfApi(api, identity, tokens),
    mayWrite: ({ writes }) => writes === 'own',
    preparations: () => [
      {
        says: 'Read the list: first contact, and the size of the default page.',
        requests: MAX_CONTACTS,
        writes: false,
      },
      {
        says:
          `Read the list. Create ${SUBJECTS + CONTROLS} own users, and one more than fit on a default page ` +
          `(at most ${MAX_BULK}), all marked, and read each of them: only users that are new and have the mark are patched.`,
        requests: MAX_READ_REQUESTS + MAX_CREATE_REQUESTS,
        writes: true,
      },
      {
        says: 'Read the list, 100 users a page.',
        requests: MAX_READ_REQUESTS + countPreparation(api, true),
        writes: false,
      },
    ],
    blocker: () => undefined,
    initialKnowledge: () => initialKnowledge(api),
    prepare,
    observe,
    fingerprint,
    maxFingerprintRequests: MAX_READ_REQUESTS + countWalks(api),
    restore: notePatching,
    cleanUp,
    created: known => known.createdUsers.map(created => describeCreated(created, known)),
  };
}

/** Fields that may change with every request, or when a user logs in. */
const VOLATILE = ['last_seen', 'last_login_time', 'login_ip', 'is_online'];

/** Reads the users again. Their order does not count, and volatile fields count only if the requests name them. */
async function fingerprint(session: Session<Knowledge>, about: string): Promise<string> {
  // the laws compare with the list as it was read here: a change after it must show, even if it came before the users are read
  await walkListsOf(session, about);
  const walked = session.known.walks.map(({ records, total }) => [
    records.toSorted(byId).map(({ value }) => value),
    total,
  ]);
  await readUsers(session);
  const ignored = VOLATILE.filter(key => !about.includes(key));
  const users = session.known.users.toSorted((left, right) => left.user_id - right.user_id);
  return JSON.stringify([walked, users], (key, value) => (ignored.includes(key) ? undefined : value));
}

function byId(left: { id: string }, right: { id: string }): number {
  return left.id < right.id ? -1 : 1;
}

/** First contact, then the own users, then all users. Without a list, own users could not be distinguished from others. */
async function prepare(session: Session<Knowledge>): Promise<void> {
  const page = await firstContact(session);
  Object.assign(session.known, { pageSize: page?.items.length ?? 0, total: page?.total ?? 0 });
  if (page && typeof page.perPage === 'number') session.known.pageSize = page.perPage;
  if (page && session.options.writes === 'own') {
    await readUsers(session);
    await createUsers(session);
  }
  if (page) await prepareRecords(session);
  await readUsers(session);
  const { users } = session.known;
  const worst = session.options.writes === 'own' ? findMildestBody(users) : undefined;
  if (worst) session.known.atStake = `${worst.changed} of the ${users.length} users that were read`;
}

/** Reports what the first patch-all would have changed on a target that ignores filters, or may have changed. */
async function notePatching({ known: { patching, atStake }, note }: Session<Knowledge>): Promise<void> {
  if (atStake === undefined) return;
  if (patching === 'trusted') {
    note(`Patch-all kept to its filters. If it had ignored them, the first patch-all would have changed ${atStake}.`);
  }
  if (patching === 'halted') {
    note(
      `A patch-all changed more than was counted before it; if the target ignores filters, it has changed ${atStake}.`,
    );
  }
}

function observe({
  step,
  exchange,
  known,
}: {
  step: ReadyStep;
  exchange: TargetExchange;
  known: Knowledge;
}): readonly Observation[] {
  // the laws know no companions
  if (!step.companion) observeRecords({ step, exchange, known });
  const created = step.operation === 'createUser' ? findCreated(step, exchange) : undefined;
  if (created !== undefined) known.createdUsers.push(created);
  const name = step.operation === 'patchUsers' ? asObject(step.body)?.name : undefined;
  if (typeof name === 'string') known.renamed.add(name);
  if (step.companion) return [];
  const client = step.operation === 'getUser' ? readUser(exchange)?.client : undefined;
  if (client) return [{ reading: 'client-echo', choice: typeof client === 'string' ? 'name' : 'object' }];
  if (step.operation !== 'listUsers' || step.expects === 'any' || !readPage(exchange))
    return observeRefusal(step, exchange);
  const choice = asObject(exchange.response?.json)?.success === undefined ? 'absent' : 'present';
  return [{ reading: 'list-success', choice }];
}

/** The checks of DNL. In each phase they run in this order: `patchFirst` must come before all other patches. */
function dnlChecks(contract: Contract, api: JudgedApi): readonly Check<Knowledge>[] {
  const [createUser, patchUsers] = ['createUser', 'patchUsers'].map(id => {
    const found = contract.operations.find(operation => operation.id === id);
    if (!found) throw new Problem('contract-invalid', `The contract of ${contract.api} has no operation ${id}.`);
    return found;
  }) as [Contract['operations'][number], Contract['operations'][number]];
  return [
    patchFirst,
    printedReads,
    createLeast,
    bodyMedia(createUser),
    looseBoolean(createUser),
    patchFilter,
    patchFields(patchUsers, api),
    patchMany,
    printedPatch(patchUsers),
    refusedPatch,
    patchedSeen,
    oddPatch(createUser),
  ];
}
