/**
 * Something that went wrong and is understood: a stable code for code to test, a sentence for whoever runs Quorum with
 * what to do about it, and, where a member may be told anything, the sentence for them.
 */
export class Failure<Code extends string = string> extends Error {
  override readonly name: string = 'Failure';
  readonly code: Code;
  /** What the operator can do, as a sentence or a command to type. */
  readonly remedy: string | undefined;
  /** What a member may read; undefined means that they are told only that it did not work. */
  readonly memberText: string | undefined;

  constructor(
    code: Code,
    message: string,
    options: { remedy?: string | undefined; memberText?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
    this.memberText = options.memberText;
  }
}

/** The sentence to show an operator for anything thrown. */
export function explain(error: unknown): string {
  if (error instanceof Failure) return error.remedy ? `${error.message}\n${error.remedy}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
