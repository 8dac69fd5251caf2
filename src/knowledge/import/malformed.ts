import { Failure } from '../../failure.ts';

/** A source that is broken as a whole: nothing of it is imported. `faq.jsonl:17:5  found …, expected …` */
export function malformed(
  at: { file: string; line?: number; column?: number },
  sentence: string,
  options: { remedy?: string; cause?: unknown } = {},
): Failure<'malformed-import'> {
  const place = [at.file, at.line, at.column].filter((part) => part !== undefined).join(':');
  return new Failure('malformed-import', `${place}  ${sentence}`, options);
}
