import { isObject } from '../../../kernel/index.js';
import {
  contentReader,
  type DescribedOperation,
  type DescribedSchema,
  SchemaView,
  writeContent,
} from '../../../openapi/index.js';
import { isJsonType } from '../../../target/index.js';
import { effectOf, type JudgedApi, spread } from '../judged-api.js';
import { defineLaw, type LawCase } from '../law.js';
import { type BodyTemplate, bodyTemplates } from '../request/body-templates.js';
import { addMember, listBreaches } from '../request/breaches.js';
import { acceptedBody } from '../request/plan-request.js';
import { applyChange, type ValueChange } from '../request/schema-walk.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal, type RefusedRequest } from './refusal.js';

export const requiredMembers = defineLaw<RefusedRequest>({
  id: 'required-members',
  says: 'A body without a required member is refused.',
  certainty: 'explicit',
  ignoresData: true,
  cases: (operation, api) => breachCases('required-members', operation, api),
  judge: run => judgeRefusal(run, run.expect),
});

export const invalidMembers = defineLaw<RefusedRequest>({
  id: 'invalid-members',
  says: 'A body with one value that its schema forbids is refused: another type, a value outside of an enum or of bounds, a broken format, pattern or length, or a member that is not allowed.',
  certainty: 'explicit',
  ignoresData: true,
  cases: (operation, api) => breachCases('invalid-members', operation, api),
  judge: run => judgeRefusal(run, run.expect),
});

type Law = 'required-members' | 'invalid-members';

function breachCases(law: Law, operation: DescribedOperation, api: JudgedApi): LawCase<RefusedRequest>[] {
  const templates = bodyTemplates(operation, api);
  const schema = templates[0]?.content.schema;
  if (!schema || effectOf(operation, api) === 'changes-others') return [];
  const isWanted = ({ keyword }: ValueChange) => (keyword === 'required') === (law === 'required-members');
  const seen = new Set<string>();
  const cases = [...listBreaches(schema), ...addRecordMembers(operation, { api, schema })]
    .filter(breach => isWanted(breach) && !isMeant(breach, operation, api))
    .flatMap((breach): LawCase<RefusedRequest>[] => {
      const name = breach.path.filter(step => !/^\d+$/.test(step)).join('.') || 'body';
      const id = `${operation.id} ${name} ${breach.keyword} ${breach.sends}`;
      const wanted = templates.map(({ sample }) => breakWhole(sample, breach, schema)).find(one => one !== undefined);
      if (!wanted || seen.has(id) || !isBrokenAsSent(wanted.value, operation, templates)) return [];
      seen.add(id);
      const body = acceptedBody(operation, api, value => breakAny(value, { breach, schema, templates }));
      const steps = planSteps(operation, api, { plan: { body } });
      const isMember = breach.keyword === 'required' || breach.keyword === 'additionalProperties';
      const expect: RefusedRequest = {
        sends: isMember ? `${breach.sends} in its body` : `${breach.sends} as ${name}`,
        wants: wanted.wants,
        parameter: name,
        place: breach.place,
        families: [`${law} ${operation.id}`, `${law} ${breach.keyword}`],
        isWrongBody: true,
        ...(!isMember && breach.keyword !== 'type' && { shows: `${breach.path.at(-1)}: ${breach.keyword}` }),
      };
      return steps ? [{ id, parameter: name, place: breach.place, steps, phase: phaseOf(operation, api), expect }] : [];
    });
  return [
    ...(law === 'required-members' ? emptyBody(operation, api, templates) : []),
    ...spread(cases, api.casesPerLaw),
  ];
}

/** An object without members, where some are required. As a form it is no body, which the operation may allow. */
function emptyBody(
  operation: DescribedOperation,
  api: JudgedApi,
  templates: readonly BodyTemplate[],
): LawCase<RefusedRequest>[] {
  const [issue] = templates[0]?.content.schema?.validate({}) ?? [];
  const steps = planSteps(operation, api, { plan: { body: {} } });
  if (!issue || !steps || !isBrokenAsSent({}, operation, templates)) return [];
  const expect = {
    sends: 'an empty object as its body',
    wants: `the body must be ${issue.wanted}`,
    place: issue.schemaPath,
    isWrongBody: true,
  } as const;
  return [{ id: `${operation.id} empty object`, steps, phase: phaseOf(operation, api), expect }];
}

/** A null in a PATCH may mean that the member is removed, unless each record has it. */
function isMeant({ keyword, sends, path }: ValueChange, operation: DescribedOperation, api: JudgedApi): boolean {
  if (operation.method !== 'PATCH' || keyword !== 'type' || sends !== 'null') return false;
  const member = recordOf(operation, api)?.members.get(path[0] ?? '');
  return path.length !== 1 || !member?.required || member.nullable;
}

/** What the schema of the records says that an operation is about. */
function recordOf(operation: DescribedOperation, api: JudgedApi): SchemaView | undefined {
  const { collection } = api.ruleOf(operation) ?? {};
  const place = collection === undefined ? undefined : api.collections.get(collection)?.schema;
  const schema = place === undefined ? undefined : api.schemaAt(place);
  return schema && new SchemaView(schema);
}

/** Members that records have, and that this body must not have: a client might try to set them. */
function addRecordMembers(
  operation: DescribedOperation,
  { api, schema }: { api: JudgedApi; schema: DescribedSchema },
): ValueChange[] {
  const view = new SchemaView(schema);
  if (view.isOpen) return [];
  const others = [...(recordOf(operation, api)?.members ?? [])].filter(([name]) => !view.members.has(name));
  return others.flatMap(([name, member]) => {
    const value = member.value.enum?.[0] ?? (member.value.types.has('string') ? 'set-by-client' : 7);
    return [addMember(name, value, { place: view.place, path: [] })];
  });
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

type Breaking = { breach: ValueChange; schema: DescribedSchema; templates: readonly BodyTemplate[] };

/** The value with a breach; where it lacks what is broken, that comes from another body. */
function breakAny(value: unknown, { breach, schema, templates }: Breaking): unknown {
  const broken = breakWhole(value, breach, schema);
  const [name = ''] = breach.path;
  if (broken || !isObject(value)) return broken?.value;
  for (const { sample } of templates) {
    if (!isObject(sample) || sample[name] === undefined) continue;
    const other = breakWhole({ ...value, [name]: sample[name] }, breach, schema);
    if (other) return other.value;
  }
  return undefined;
}

/** The value with a breach, where that makes it invalid. */
function breakWhole(
  value: unknown,
  breach: ValueChange,
  schema: DescribedSchema,
): { value: unknown; wants: string } | undefined {
  const changed = applyChange(value, breach);
  if (changed === undefined) return undefined;
  const issues = schema.validate(changed);
  const [issue] = issues.filter(
    ({ path }) => path.join('/') === breach.path.join('/') || breach.keyword === 'additionalProperties',
  );
  return issue && { value: changed, wants: `${issue.path.join('.') || 'the body'} must be ${issue.wanted}` };
}
