import { isJsonType } from '../../../target/index.js';
import { effectOf } from '../judged-api.js';
import { defineLaw } from '../law.js';
import { bodyTemplates } from '../request/body-templates.js';
import { phaseOf, planSteps } from '../request/steps.js';
import { judgeRefusal, type RefusedRequest } from './refusal.js';

/** Texts that are no JSON. */
const MALFORMED: Readonly<Record<string, string>> = {
  'half of an object': '{"a":',
  'a text without quotes': 'no json',
  'an object and more': '{}}',
};

/** JSON that may be no value of the schema. */
const OTHER_JSON: Readonly<Record<string, string>> = { 'a list': '[]', 'a text': '"name"' };

/** Media types under which JSON is sent where they are not documented. */
const OTHER_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'application/json'];

export const malformedBody = defineLaw<RefusedRequest>({
  id: 'malformed-body',
  says: 'A body that is not what its media type says is refused, and so is a media type that the description does not have.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    const content = bodyTemplates(operation, api)[0]?.content;
    const body = operation.body;
    if (!content || !body || !isJsonType(content.mediaType) || effectOf(operation, api) === 'changes-others') return [];
    const send = (name: string, more: NonNullable<Parameters<typeof planSteps>[2]>['more']) => {
      const plan = more && 'text' in more ? { body: undefined } : {};
      const steps = planSteps(operation, api, { plan, more: more ?? {} });
      const expect: RefusedRequest = {
        sends: `${name} as its body`,
        wants: `a body of the type ${content.mediaType}`,
        place: content.place,
        families: [`malformed-body ${operation.id}`],
      };
      return steps ? [{ id: `${operation.id} ${name}`, steps, phase: phaseOf(operation, api), expect }] : [];
    };
    const others = Object.entries(OTHER_JSON).filter(([, text]) => content.schema?.validate(JSON.parse(text)).length);
    const malformed = api
      .inTurns([...Object.entries(MALFORMED), ...others], operation)
      .flatMap(([name, text]) => send(name, { text, mediaType: content.mediaType }));
    const hasXml = body.contents.some(({ mediaType }) => /xml|\*/.test(mediaType));
    const xml = hasXml || !body.required ? [] : send('XML', { text: '<nothing/>', mediaType: 'application/xml' });
    // many servers read JSON of any media type; but a documented 415 says that they do not
    const says415 = operation.responses.some(({ status }) => status === '415');
    const hasOthers = body.contents.some(({ mediaType }) => mediaType.includes('*'));
    const otherTypes = OTHER_TYPES.filter(type => !body.contents.some(({ mediaType }) => mediaType.startsWith(type)));
    const asOthers = otherTypes.flatMap(mediaType => send(`JSON as ${mediaType}`, { mediaType }));
    return [...malformed, ...xml, ...(says415 && !hasOthers ? asOthers : [])];
  },
  judge: run => judgeRefusal(run, run.expect),
});
