import { ISSUE_PARTS, type IssueRules } from '../../resource/index.js';
import type { NamedIssue, Refusal } from './refuse-as-documented.js';

/**
 * Fills the values that a rule puts into refusals. A list with a text such as `{message}` has an item for each issue; elsewhere
 * `{message}` is the reason. A member called `{name}` stands for one member for each name, which has the issues of that name.
 */
export function fillTemplate(
  members: Readonly<Record<string, unknown>>,
  { message, issues }: Pick<Refusal, 'message' | 'issues'>,
  words: IssueRules,
): Record<string, unknown> {
  const none: NamedIssue = { in: 'body', where: words.whole ?? 'body', message };
  // the reason itself is no issue, and has no text by its kind
  const texts = issues.length > 0 ? issues.map(issue => readTexts(issue, words)) : [readTexts(none, {})];
  const [first] = texts;
  return fillObject(members, { whole: { ...(first as IssueTexts), message }, issues: texts });
}

/** The texts of one issue. */
type IssueTexts = Readonly<Record<(typeof ISSUE_PARTS)[number], string>>;

/** What a part of a template is about. As a whole it has the name of its first issue. */
type About = { whole: IssueTexts; issues: readonly IssueTexts[] };

function readTexts(issue: NamedIssue, { whole, messages = {} }: IssueRules): IssueTexts {
  const { kind = 'other' } = issue;
  const name = issue.name ?? (issue.where || (whole ?? issue.in));
  const own: IssueTexts = { message: issue.message, name, label: labelOf(name), kind };
  const text = messages[kind] ?? messages.other;
  return text === undefined ? own : { ...own, message: fillText(text, own) };
}

/** A name as people read it: `first name`. */
function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}

function fill(value: unknown, about: About): unknown {
  if (typeof value === 'string') return fillText(value, about.whole);
  if (Array.isArray(value))
    return value.flatMap(item => (isOfIssue(item) ? fillEach(item, about) : [fill(item, about)]));
  return typeof value === 'object' && value !== null ? fillObject(value, about) : value;
}

/** An item for each issue; the same text stands only once. */
function fillEach(item: unknown, { issues }: About): unknown[] {
  return [...new Set(issues.map(issue => fill(item, { whole: issue, issues: [issue] })))];
}

function fillObject(value: object, about: About): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
      hasPart(name) ? fillByName(name, inner, about) : [[name, fill(inner, about)]],
    ),
  );
}

function fillByName(name: string, inner: unknown, { issues }: About): [string, unknown][] {
  const named = new Map<string, [IssueTexts, ...IssueTexts[]]>();
  for (const issue of issues) {
    const key = fillText(name, issue);
    const known = named.get(key);
    if (known) known.push(issue);
    else named.set(key, [issue]);
  }
  return [...named].map(([key, own]) => [key, fill(inner, { whole: own[0], issues: own })]);
}

/** Whether an item of a list is about one issue. An object with a member for each name is about all of them. */
function isOfIssue(item: unknown): boolean {
  if (typeof item === 'string') return hasPart(item);
  if (typeof item !== 'object' || item === null) return false;
  return !Object.keys(item).some(hasPart) && Object.values(item).some(isOfIssue);
}

const PART = new RegExp(`\\{(${ISSUE_PARTS.join('|')})\\}`, 'g');

function hasPart(text: string): boolean {
  return text.search(PART) >= 0;
}

function fillText(text: string, texts: IssueTexts): string {
  return text.replace(PART, (_, part: keyof IssueTexts) => texts[part]);
}
