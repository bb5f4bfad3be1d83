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

export const malformedBody = defineLaw<RefusedRequest>({
  id: 'malformed-body',
  says: 'A body that is not what its media type says is refused, and so is a media type that the description does not have.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    const content = bodyTemplates(operation, api)[0]?.content;
    const body = operation.body;
    if (!content || !body || !isJsonType(content.mediaType) || effectOf(operation, api) === 'changes-others') return [];
    const send = (name: string, text: string, mediaType: string) => {
      const steps = planSteps(operation, api, { plan: { body: undefined }, more: { text, mediaType } });
      const expect: RefusedRequest = {
        sends: `${name} as its body`,
        wants: `a body of the type ${content.mediaType}`,
        place: content.place,
        families: [`malformed-body ${operation.id}`],
      };
      return steps ? [{ id: `${operation.id} ${name}`, steps, phase: phaseOf(operation, api), expect }] : [];
    };
    const malformed = Object.entries(MALFORMED).flatMap(([name, text]) => send(name, text, content.mediaType));
    const hasXml = body.contents.some(({ mediaType }) => /xml|\*/.test(mediaType));
    return [...malformed, ...(hasXml || !body.required ? [] : send('XML', '<nothing/>', 'application/xml'))];
  },
  judge: run => judgeRefusal(run, run.expect),
});
