import type { Contract } from '../../contract/index.js';
import type { TargetExchange } from '../../target/index.js';
import { credentialsOfApi, NONE } from '../described/credentials.js';
import type { JudgedApi } from '../described/judged-api.js';
import { observe as observeRecords } from '../described/known/observe.js';
import { statedApi, statedChecks } from '../described/stated-laws.js';
import { RESPONSE_CHECKS } from '../laws/every-response.js';
import { type Case, Placeholder, type ReadyStep } from '../model/case.js';
import type { Check, Observation } from '../model/check.js';
import type { Preparation, Session, Suite, SuiteOptions } from '../model/suite.js';
import { agentStatus } from './agent-status.js';
import { createRead, firstContact, MAX_CONTACTS, MAX_RESTORE_REQUESTS, restore } from './before-and-after.js';
import { oddBodies } from './odd-bodies.js';
import { patchReadBack, refusedUnchanged } from './read-back.js';
import { addressWithoutId, observeRefusal, printedRefusals, readEnvelope, unknownId } from './refused.js';
import { initialKnowledge, type Knowledge, REAL_ELSEWHERE, readUser, SENT, UNKNOWN_ID } from './user.js';

/** The suite for Acefone's user API. The API cannot create users, so the caller names one that the run may patch. */
export function acefoneSuite(contract: Contract): Suite<Knowledge> {
  const api = statedApi(contract);
  return {
    api: contract.api,
    checks: acefoneChecks(contract, api),
    responseChecks: [...RESPONSE_CHECKS, printedRefusals(contract)],
    // the target may need no token
    credentials: (identity, tokens) =>
      credentialsOfApi(api, identity, tokens) ?? (identity === 'admin' ? NONE : undefined),
    mayWrite: ({ writes, subject }) => writes === 'own' || subject !== undefined,
    preparations,
    blocker,
    initialKnowledge: options => initialKnowledge(api, options),
    prepare: firstContact,
    observe,
    fingerprint,
    maxFingerprintRequests: 1,
    restore,
    created: () => [],
  };
}

function preparations({ subject }: SuiteOptions): Preparation[] {
  if (subject === undefined) {
    return [{ says: `Patch ${UNKNOWN_ID}, an id that no user has: first contact.`, requests: 4, writes: true }];
  }
  const real = [...REAL_ELSEWHERE];
  const others = SENT.map(({ name }) => name).filter(name => !REAL_ELSEWHERE.has(name));
  return [
    {
      says: `Read user ${subject} if the target can do that, and patch its name: first contact.`,
      requests: MAX_CONTACTS,
      writes: true,
    },
    {
      says:
        `At the end put back the values of user ${subject} that the read shows. Not put back if the read does not show them: ` +
        `${others.join(', ')}. Without a read, ${real.join(' and ')} get no valid values; password never gets one.`,
      requests: MAX_RESTORE_REQUESTS,
      writes: true,
    },
  ];
}

function blocker({ writes, subject }: SuiteOptions): string | undefined {
  if (subject === UNKNOWN_ID)
    return `${UNKNOWN_ID} is the id that the checks use for an unknown user, so it cannot be the subject.`;
  if (subject !== undefined || writes === 'own') return undefined;
  return 'every request of Acefone is a patch. Name a user that the run may patch (--subject), or allow writing (--writes own).';
}

/** Only where the form of the response is promised: a router's 404 may have another form. */
function observe(given: { step: ReadyStep; exchange: TargetExchange; known: Knowledge }): readonly Observation[] {
  const { step, exchange } = given;
  observeRecords(given);
  if (step.formless || step.expects === 'any') return [];
  const keys = readEnvelope(exchange)?.keys;
  const form = keys === undefined || keys === 'mixed' ? [] : [{ reading: 'key-case', choice: keys }];
  return [...form, ...observeRefusal(step, exchange)];
}

async function fingerprint(session: Session<Knowledge>): Promise<string> {
  const { subject, original } = session.known;
  if (subject === undefined || !original) return '';
  return JSON.stringify(readUser(await session.send(createRead(subject)), subject) ?? '');
}

/** Laws whose requests are sent to an unknown id if no user was named. */
const NEED_NO_SUBJECT: ReadonlySet<string> = new Set(['malformed-body', 'no-credentials', 'wrong-credentials']);

/** In the order in which they run: checks that may leave an odd value come first, valid values of all variables last. */
function acefoneChecks(contract: Contract, api: JudgedApi): Check<Knowledge>[] {
  const first = [unknownId, addressWithoutId, oddBodies];
  const last = [refusedUnchanged, agentStatus, patchReadBack(contract)];
  const checks: Check<Knowledge>[] = [...first, ...statedChecks(contract, api, [...first, ...last]), ...last];
  return checks.map(check => ({
    ...check,
    cases: check.cases
      .map(NEED_NO_SUBJECT.has(check.id) ? one => one : requireSubject)
      .map(check.id === 'malformed-body' ? allowAnyForm : one => one),
  }));
}

/** A body that is no JSON object may be refused in any form (reading malformed). */
function allowAnyForm(tested: Case<Knowledge>): Case<Knowledge> {
  return { ...tested, steps: tested.steps.map(step => ({ ...step, formless: true })) };
}

/** A case that patches or reads the subject is skipped if no user was named. */
function requireSubject(tested: Case<Knowledge>): Case<Knowledge> {
  return tested.steps.some(({ path }) => path?.id instanceof Placeholder && path.id.text === '<subject>')
    ? { ...tested, needs: 'subject' }
    : tested;
}
