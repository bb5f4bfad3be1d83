import { contentReader, type DescribedOperation, type DescribedSchema, writeContent } from '../../../openapi/index.js';
import { isJsonType } from '../../../target/index.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import { defineLaw, type LawCase } from '../law.js';
import { type BodyTemplate, bodyTemplates } from '../request/body-templates.js';
import { applyBreach, type Breach, listBreaches } from '../request/breaches.js';
import { acceptedBody } from '../request/plan-request.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal, type RefusedRequest } from './refusal.js';

export const requiredMembers = defineLaw<RefusedRequest>({
  id: 'required-members',
  says: 'A body without a required member is refused.',
  certainty: 'explicit',
  ignoresData: true,
  cases: (operation, api) => breachCases(operation, api, ({ keyword }) => keyword === 'required'),
  judge: run => judgeRefusal(run, run.expect),
});

export const invalidMembers = defineLaw<RefusedRequest>({
  id: 'invalid-members',
  says: 'A body with one value that its schema forbids is refused: another type, a value outside of an enum or of bounds, a broken format, pattern or length, or a member that is not allowed.',
  certainty: 'explicit',
  ignoresData: true,
  cases: (operation, api) => breachCases(operation, api, ({ keyword }) => keyword !== 'required'),
  judge: run => judgeRefusal(run, run.expect),
});

function breachCases(
  operation: DescribedOperation,
  api: JudgedApi,
  isWanted: (breach: Breach) => boolean,
): LawCase<RefusedRequest>[] {
  const templates = bodyTemplates(operation, api);
  const schema = templates[0]?.content.schema;
  if (!schema || effectOf(operation, api) === 'changes-others') return [];
  const law = isWanted({ keyword: 'required' } as Breach) ? 'required-members' : 'invalid-members';
  const seen = new Set<string>();
  return listBreaches(schema)
    .filter(breach => isWanted(breach) && !isMeant(breach, templates[0]?.content.mediaType ?? '', operation))
    .flatMap((breach): LawCase<RefusedRequest>[] => {
      const key = `${breach.place} ${breach.path.join('.')} ${breach.keyword === 'type' ? breach.sends : ''}`;
      const wanted = templates.map(({ sample }) => breakWhole(sample, breach, schema)).find(one => one !== undefined);
      if (!wanted || seen.has(key) || !isBrokenAsSent(wanted.value, operation, templates)) return [];
      seen.add(key);
      const body = acceptedBody(operation, api, value => breakWhole(value, breach, schema)?.value);
      const steps = planSteps(operation, api, { plan: { body } });
      const name = breach.path.filter(step => !/^\d+$/.test(step)).join('.') || 'body';
      const isMember = breach.keyword === 'required' || breach.keyword === 'additionalProperties';
      const expect: RefusedRequest = {
        sends: isMember ? `${breach.sends} in its body` : `${breach.sends} as ${name}`,
        wants: wanted.wants,
        parameter: name,
        place: breach.place,
        families: [`${law} ${operation.id}`, `${law} ${breach.keyword}`],
      };
      const id = `${operation.id} ${name} ${breach.keyword}${breach.keyword === 'type' ? ` ${breach.sends}` : ''}`;
      return steps ? [{ id, parameter: name, steps, phase: phaseOf(operation, api), expect }] : [];
    })
    .slice(0, api.casesPerLaw);
}

/** A null in a merge patch removes a member, and no value breaks its schema so. Clients of any PATCH may mean that. */
function isMeant({ keyword, sends }: Breach, mediaType: string, { method }: DescribedOperation): boolean {
  const isPatch = method === 'PATCH' || mediaType.includes('merge-patch');
  return isPatch && keyword === 'type' && sends === 'null';
}

/** Whether a body is invalid as it is sent: in a form everything is text. */
function isBrokenAsSent(value: unknown, { body }: DescribedOperation, [template]: readonly BodyTemplate[]): boolean {
  const { content } = template ?? {};
  if (!content || isJsonType(content.mediaType)) return true;
  const written = writeContent(value, content);
  if (!written) return false;
  const read = contentReader(body, { depth: MAX_DEPTH })(written.bytes, written.contentType);
  return 'issues' in read && read.issues.length > 0;
}

const MAX_DEPTH = 64;

/** The value with a breach, where it is valid without it and invalid only there. */
function breakWhole(
  value: unknown,
  breach: Breach,
  schema: DescribedSchema,
): { value: unknown; wants: string } | undefined {
  const changed = applyBreach(value, breach);
  if (changed === undefined) return undefined;
  const issues = schema.validate(changed);
  const [issue] = issues.filter(
    ({ path }) => path.join('/') === breach.path.join('/') || breach.keyword === 'additionalProperties',
  );
  return issue && { value: changed, wants: `${issue.path.join('.') || 'the body'} must be ${issue.wanted}` };
}
