/** How an API refuses requests, where `resources.yaml` says it: a rule for each reason, and how wrong inputs are named. */
export type RefusalRules = ReasonRules & { issues?: IssueRules };

/** The rules that an operation has instead. */
export type ReasonRules = Readonly<Partial<Record<RefusalReason, RefusalRule>>>;

export const REFUSAL_REASONS = [
  'no-credentials',
  'wrong-credentials',
  'wrong-log-in',
  'unknown-record',
  'taken',
  'invalid',
  'malformed',
  'too-large',
  'too-deep',
  'wrong-media-type',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** One refusal. What it does not say is as without it: the documented status and body, filled with the reason. */
export type RefusalRule = {
  /** By default that of the response that has the example. */
  status?: number;
  /** The example that is the body, by its name. It may be another operation's, where the operation has none of this name. */
  example?: string;
  /** Values that stand in the body, by the names that lead to them: `{ error.message: '{message}' }`. */
  with?: Readonly<Record<string, unknown>>;
};

/** How the things that are wrong with an input are named. */
export type IssueRules = {
  /** The name of an issue of the whole body, or of the whole query. */
  whole?: string;
  /** The text of an issue, by its kind. */
  messages?: Readonly<Partial<Record<IssueKind, string>>>;
};

/** What was expected of an input. `other` is all that has no text. */
export const ISSUE_KINDS = [
  'required',
  'string',
  'integer',
  'number',
  'boolean',
  'array',
  'object',
  'null',
  'choice',
  'datetime',
  'unique',
  'unknown',
  'json',
  'form',
  'other',
] as const;
export type IssueKind = (typeof ISSUE_KINDS)[number];

/** What stands for the parts of an issue in the texts of refusals: `The {label} is required.` */
export const ISSUE_PARTS = ['message', 'name', 'label', 'kind'] as const;

/** The rule for a reason: the operation's, or else the API's, or else that for the more general reason. */
export function findRefusalRule(
  reason: RefusalReason,
  { own = {}, all }: { own?: ReasonRules | undefined; all: ReasonRules },
): RefusalRule | undefined {
  const general = MORE_GENERAL[reason];
  return own[reason] ?? all[reason] ?? (general && findRefusalRule(general, { own, all }));
}

const MORE_GENERAL: Readonly<Partial<Record<RefusalReason, RefusalReason>>> = {
  'wrong-credentials': 'no-credentials',
  malformed: 'invalid',
  'too-large': 'malformed',
  'too-deep': 'malformed',
  'wrong-media-type': 'malformed',
};
