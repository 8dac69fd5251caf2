import { pictureType } from '../../models/index.ts';
import type { IncomingFile } from './accept-attached.ts';
import { quotedNames } from './file-name.ts';

/** What of the pictures that came with a question may be shown to a model. */
export const pictureLimits = { pictures: 4, bytes: 5 * 1024 * 1024 };

/** Whether a file is a picture that models look at, whatever its name says. */
export function isPicture(bytes: Uint8Array): boolean {
  return pictureType(bytes) !== undefined;
}

/** The pictures that may be shown to a model, and a sentence for the member on those that may not. */
export function acceptPictures(
  files: readonly IncomingFile[],
  limits = pictureLimits,
): { pictures: Uint8Array[]; refusals: string[] } {
  const strange = files.filter(({ bytes }) => !isPicture(bytes));
  const known = files.filter(({ bytes }) => isPicture(bytes));
  const large = known.filter(({ bytes }) => bytes.length > limits.bytes);
  const fitting = known.filter(({ bytes }) => bytes.length <= limits.bytes);
  const left = fitting.slice(limits.pictures);
  const mebibytes = Math.floor(limits.bytes / 1024 / 1024);
  const refusals = [
    ...strange.map(
      ({ name }) => `${quotedNames([name])} is no picture that I can look at: PNG, JPEG, WebP and GIF are.`,
    ),
    ...large.map(({ name }) => `${quotedNames([name])} is larger than ${mebibytes} MB, so I did not look at it.`),
    ...(left.length > 0
      ? [`I look at ${limits.pictures} pictures at once, so I left out ${quotedNames(left.map(({ name }) => name))}.`]
      : []),
  ];
  return { pictures: fitting.slice(0, limits.pictures).map(({ bytes }) => bytes), refusals };
}
