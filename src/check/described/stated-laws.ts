import { type Contract, judgedReadings, type Statement } from '../../contract/index.js';
import type { DescribedOperation } from '../../openapi/index.js';
import { readWholeResources } from '../../resource/index.js';
import type { Step } from '../model/case.js';
import type { Check } from '../model/check.js';
import { JudgedApi } from './judged-api.js';
import type { Knowledge } from './known/knowledge.js';
import { type SpeaksFor, toCheck } from './law-checks.js';
import { LAWS } from './laws.js';
import { findAccessReading, findFilterReadings } from './open-readings.js';

/** What the laws know of a shipped API: only the operations that documents have, and each reading as servers are judged by it. */
export function statedApi({ api, basePath, operations, readings, resources = '', versionOf }: Contract): JudgedApi {
  const chosen = judgedReadings(readings);
  const documented = new Set(operations.filter(({ isCompanion }) => !isCompanion).map(({ id }) => id));
  const description = versionOf(chosen);
  const resourcesWith = (values: ReadonlyMap<string, unknown>) => readWholeResources(resources, values);
  const described = {
    name: api,
    description: { ...description, operations: description.operations.filter(({ id }) => documented.has(id)) },
    resources: resourcesWith(chosen.values),
    given: documented,
    filterReadings: findFilterReadings(readings, resourcesWith),
    accessReading: findAccessReading(readings, resourcesWith),
  };
  return new JudgedApi(described, basePath, { isStated: true });
}

/**
 * The checks of the laws that statements of a contract name. At an operation a law speaks for those of its statements that have a
 * place there, and for those about a parameter or a member that have a place which has that name. A check of the API's own takes
 * the place of the law that has its name.
 */
export function statedChecks(contract: Contract, api: JudgedApi, own: readonly { id: string }[]): Check<Knowledge>[] {
  const statements = contract.statements();
  const places = api.operations.map(({ place }) => place);
  const speaksFor: SpeaksFor = (law, { judged: operation, about, place, isPart }) => {
    const named = statements.filter(({ supports }) => supports.includes(law) && isAbout(supports, operation, places));
    const general = named.filter(statement => !isAboutPart(statement, operation));
    const around = named.filter(({ supports }) => place === undefined || supports.some(one => isIn(place, one)));
    const specific = about.flatMap(name => (name === '' ? general : findNamed(around, name, operation)));
    if (isPart && named.length > general.length) return [...new Set(specific)].map(({ id }) => id);
    // what is about a part that no statement names is said by no statement
    const others = about.includes('') ? named : [];
    const chosen = [[...new Set(specific)], general, others].find(some => some.length > 0) ?? [];
    return chosen.map(({ id }) => id);
  };
  const named = new Set(statements.flatMap(({ supports }) => supports));
  const laws = LAWS.filter(({ id }) => named.has(id) && own.every(check => check.id !== id));
  return laws.map(law => {
    const check = toCheck(law, api, speaksFor);
    return {
      ...check,
      cases: check.cases.map(one =>
        'mayFail' in one ? one : { ...one, steps: one.steps.map(step => mustSucceed(step, api)) },
      ),
    };
  });
}

/** Whether places are of an operation, or of no operation: those of schemas. */
function isAbout(supports: readonly string[], { place }: DescribedOperation, places: readonly string[]): boolean {
  return (
    supports.some(support => isIn(support, place)) ||
    !supports.some(support => places.some(other => isIn(support, other)))
  );
}

/** Whether a place is another one, or in it. */
function isIn(place: string, whole: string): boolean {
  return place === whole || place.startsWith(`${whole}/`);
}

/** The statements that have a place with this name, those with exactly this name first: `client_id` is not `limits.client_id`. */
function findNamed(statements: readonly Statement[], name: string, operation: DescribedOperation): Statement[] {
  const named = (fits: (names: string) => boolean) =>
    statements.filter(({ supports }) => supports.some(place => fits(namesOf(place, operation))));
  const exact = named(names => names === name);
  return exact.length > 0 ? exact : named(names => names.endsWith(`.${name}`) || name.endsWith(`.${names}`));
}

/** The name of the parameter or the names of the members that a place has. */
function namesOf(place: string, { parameters }: DescribedOperation): string {
  const parameter = parameters.find(one => one.place === place);
  return parameter?.name ?? [...place.matchAll(/\/properties\/([^/]+)/g)].map(([, member]) => member).join('.');
}

function isAboutPart({ supports }: Statement, { parameters }: DescribedOperation): boolean {
  return supports.some(support => /\/properties\/./.test(support) || parameters.some(({ place }) => place === support));
}

/** A statement promises that a request succeeds that the description allows. */
function mustSucceed(step: Step<Knowledge>, api: JudgedApi): Step<Knowledge> {
  if (step.valid !== true || step.expects !== 'described') return step;
  const statuses = api.operation(step.operation).responses.map(({ status }) => Number(status));
  const next = step.next;
  return {
    ...step,
    expects: statuses.filter(status => status >= 200 && status < 300),
    ...(next && {
      next: {
        ...next,
        step(context) {
          const following = next.step(context);
          return following && mustSucceed(following, api);
        },
      },
    }),
  };
}
