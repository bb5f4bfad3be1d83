import { type Contract, createContract, type Statement } from '../../contract/index.js';
import { findResponse } from '../../openapi/index.js';
import { bodyReadable, noServerError } from '../laws/every-response.js';
import { type Check, requirementId } from '../model/check.js';
import type { ResponseCheck, Suite } from '../model/suite.js';
import { credentialsFor } from './credentials.js';
import type { DescribedApi } from './described-api.js';
import { JudgedApi, nameOfRecord } from './judged-api.js';
import { deleteCreated } from './known/clean-up.js';
import { initialKnowledge, type Knowledge } from './known/knowledge.js';
import { observe } from './known/observe.js';
import { OWN_RECORDS } from './known/own-records.js';
import { countPreparation, prepare } from './known/prepare.js';
import type { ResponseLaw } from './law.js';
import { toCheck } from './law-checks.js';
import { LAWS, RESPONSE_LAWS } from './laws.js';
import { smallerRequests } from './request/smaller-request.js';
import { countWalks, walkListsOf } from './walk/known-walks.js';

/** The contract of a description, and the suite that all laws make of it. Paths begin with `basePath`. */
export function describedSuite(
  described: DescribedApi,
  basePath: string,
): { contract: Contract; suite: Suite<Knowledge> } {
  const api = new JudgedApi(described, basePath);
  const checks = LAWS.map(law => toCheck(law, api, (id, { operation }) => [requirementId(id, operation.id)])).filter(
    ({ cases }) => cases.length > 0,
  );
  const responseChecks = [noServerError, bodyReadable, ...RESPONSE_LAWS.map(law => toResponseCheck(law, api))];
  const statements = listRequirements(api, { checks, responseChecks, given: described.given });
  const description = { ...described.description, basePaths: [basePath] };
  const contract = createContract(described.name, {
    description,
    statements: () => statements,
    readings: [],
    isDescribed: true,
    versionOf: () => description,
  });
  const suite: Suite<Knowledge> = {
    api: described.name,
    checks,
    responseChecks,
    credentials: (identity, tokens, use) => credentialsFor(api, identity, { tokens, use }),
    mayWrite: ({ writes }) => writes === 'own',
    preparations: ({ writes }) => [
      { says: 'Read the lists.', requests: countPreparation(api, false), writes: false },
      ...(writes === 'own'
        ? [
            {
              says: `Create ${OWN_RECORDS} marked records of each kind and read them: only records that are new and have the mark are changed.`,
              requests: countPreparation(api, true) - countPreparation(api, false),
              writes: true,
            },
          ]
        : []),
    ],
    blocker: () => undefined,
    initialKnowledge: () => initialKnowledge(api),
    prepare,
    observe,
    fingerprint: walkListsOf,
    maxFingerprintRequests: countWalks(api),
    smaller: step => smallerRequests(step, api.operation(step.operation)),
    restore: async () => {},
    cleanUp: deleteCreated,
    cleansUp: true,
    warnsOfDerived: true,
    created: ({ created }) => created.map(({ collection, key }) => `${nameOfRecord(collection)} ${key}`),
    locate: places => locate(described, places),
  };
  return { contract, suite };
}

function toResponseCheck({ id, says, judge }: ResponseLaw, api: JudgedApi): ResponseCheck {
  return {
    id,
    says,
    judge({ step, exchange: { request, response } }) {
      if (!response) return [];
      const operation = api.operation(step.operation);
      const described = findResponse(operation, response.status);
      const requirement = requirementId(id, operation.id);
      return judge({ operation, requirement, step, method: request.method, response, described });
    },
  };
}

/** Each operation has to keep each law that says something about it. */
function listRequirements(
  { operations }: JudgedApi,
  {
    checks,
    responseChecks,
    given,
  }: {
    checks: readonly Check<Knowledge>[];
    responseChecks: readonly ResponseCheck[];
    given: DescribedApi['given'];
  },
): Statement[] {
  const derived = new Set(LAWS.filter(({ certainty }) => certainty === 'derived').map(({ id }) => id));
  return operations.flatMap(operation => {
    const about = checks.filter(({ cases }) => cases.some(one => one.operation === operation.id));
    return [...about, ...responseChecks].map(
      ({ id, says }): Statement => ({
        id: requirementId(id, operation.id),
        says,
        certainty: derived.has(id) && !given.has(operation.id) ? 'derived' : 'explicit',
        supports: [operation.place, id],
      }),
    );
  });
}

/** The file and line of each place, as far as it is one of the description. */
function locate({ description }: DescribedApi, places: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(places)].filter(place => place.includes('#'));
  const lines = description.lines(distinct.map(place => ({ place, message: '' })));
  return new Map(
    distinct.map((place, at) => [place, `${place.slice(0, place.indexOf('#')) || description.file}:${lines[at]}`]),
  );
}
