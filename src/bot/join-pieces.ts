import type { Log } from '../log.ts';
import type { HeardMessage, IncomingQuestion } from './platform.ts';

export type Attached = Pick<IncomingQuestion, 'attached' | 'pictures'>;

/** Gets what came with messages, now that they are a question; what cannot be had is left out. */
export function fetchAttached(
  messages: readonly Pick<HeardMessage, 'messageId' | 'attached' | 'pictures' | 'fetchAttached'>[],
  log: Log,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Attached>> {
  const fetching = messages.map(async ({ messageId, attached, pictures, fetchAttached }) => {
    const own: Attached = { ...(attached && { attached }), ...(pictures && { pictures }) };
    const fetched = await fetchAttached?.(signal).catch((error: unknown) => {
      log.warn('What came with a question could not be fetched.', { reason: String(error) });
      return undefined;
    });
    return [messageId, { ...own, ...fetched }] as const;
  });
  return Promise.all(fetching).then((entries) => new Map(entries));
}

/** The pieces in which a question was typed, as one: it is the last of them that is replied to. */
export function joinPieces(
  pieces: readonly HeardMessage[],
  last: HeardMessage,
  fetched: ReadonlyMap<string, Attached>,
): HeardMessage {
  const came = pieces.map(({ messageId }) => fetched.get(messageId) ?? {});
  const attached = came.flatMap((each) => each.attached ?? []);
  const pictures = came.flatMap((each) => each.pictures ?? []);
  const earlier = pieces.filter(({ messageId }) => messageId !== last.messageId);
  const borrowed = [
    ...earlier.map(({ messageId }) => ({ messageId })),
    ...pieces.flatMap((each) => each.borrowed ?? []),
  ];
  return {
    ...last,
    text: joinTexts(pieces),
    ...(attached.length > 0 && { attached }),
    ...(pictures.length > 0 && { pictures }),
    ...(borrowed.length > 0 && { borrowed }),
  };
}

export function joinTexts(pieces: readonly { text: string }[]): string {
  return pieces
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '')
    .join('\n');
}
