/** The three forms in which the API says no, by what they carry. */
export type ErrorBody = {
  error_type?: string;
  error?: { message: string };
  errors?: Record<string, string[]>[];
};

/** A refusal of the API: its status, one sentence, and for a 400 what is wrong with each field. */
export class ApiError extends Error {
  readonly status: number;
  readonly fields: Record<string, string[]>;

  constructor(status: number, { error_type, error, errors = [] }: ErrorBody) {
    super(error?.message ?? error_type ?? 'The API gave no reason.');
    this.status = status;
    this.fields = Object.assign({}, ...errors);
  }
}
