import type { Attachment, Message } from 'discord.js';
import { acceptAttached, acceptPictures, attachedLimits, isPicture, pictureLimits } from '../../../answering/index.ts';
import type { IncomingQuestion } from '../../../bot/index.ts';

/** The texts and pictures that came with a message; what is neither, or too large, is left where it is. */
export async function readFiles(
  { attachments }: Pick<Message, 'attachments'>,
  signal: AbortSignal,
): Promise<Pick<IncomingQuestion, 'attached' | 'pictures'>> {
  if (attachments.size === 0) return {};
  const files = await fetchFiles([...attachments.values()], signal);
  const pictures = files.filter(({ bytes }) => isPicture(bytes));
  const others = files.filter(({ bytes }) => !isPicture(bytes));
  return { attached: acceptAttached(others).texts, pictures: acceptPictures(pictures).pictures };
}

const mostFiles = attachedLimits.files + pictureLimits.pictures;
const mostBytes = pictureLimits.bytes;
const fetchMs = 8_000;

type File = Pick<Attachment, 'name' | 'size' | 'url'>;

async function fetchFiles(attachments: readonly File[], signal: AbortSignal) {
  const small = attachments.filter(({ size }) => size <= mostBytes).slice(0, mostFiles);
  const fetched = await Promise.all(
    small.map(async ({ name, url }) => {
      const until = AbortSignal.any([signal, AbortSignal.timeout(fetchMs)]);
      const response = await fetch(url, { signal: until, redirect: 'error' }).catch(() => undefined);
      const bytes = response?.ok ? await response.bytes().catch(() => undefined) : undefined;
      return bytes && bytes.length <= mostBytes ? { name, bytes } : undefined;
    }),
  );
  return fetched.filter((file) => file !== undefined);
}
