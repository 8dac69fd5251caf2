import type { Reply } from '../../../bot/index.ts';

export interface MovingReply extends Reply {
  /** Goes on elsewhere from now on, unless the last word has been said. */
  move(): void;
}

export interface Moving {
  first: Reply;
  /** Whether the first place takes no more. */
  isTime(): boolean;
  /** Opens the second place. What the first had shown is told there again. */
  next(questionId: string | undefined): Reply;
}

/** A reply that begins in one place and goes on in another, because the first closes after a while. */
export function createMovingReply({ first, isTime, next }: Moving): MovingReply {
  let reply = first;
  let hasMoved = false;
  let isOver = false;
  let questionId: string | undefined;
  let text = '';
  /** What has been told beside the text, each kind once, the latest of it. */
  const told = new Map<'queued' | 'prepared' | 'started', (to: Reply) => void>();

  function move(): void {
    if (hasMoved || isOver) return;
    hasMoved = true;
    reply = next(questionId);
    if (questionId !== undefined) reply.admitted(questionId);
    for (const tell of told.values()) tell(reply);
    if (text !== '') reply.text(text);
  }

  function here(): Reply {
    if (isTime()) move();
    return reply;
  }

  function tell(kind: 'queued' | 'prepared' | 'started', how: (to: Reply) => void): void {
    const place = here();
    told.set(kind, how);
    how(place);
  }

  /** The last word: from here on it stays where it is. */
  function last(): Reply {
    const place = here();
    isOver = true;
    return place;
  }

  return {
    move,
    admitted(id) {
      const place = here();
      questionId = id;
      place.admitted(id);
    },
    queued: (ahead) => tell('queued', (to) => to.queued(ahead)),
    prepared: (preparation) => tell('prepared', (to) => to.prepared(preparation)),
    started: (host, model) => tell('started', (to) => to.started(host, model)),
    text(piece) {
      const place = here();
      text += piece;
      place.text(piece);
    },
    restarted(why) {
      const place = here();
      text = '';
      place.restarted(why);
    },
    answered: (answer) => last().answered(answer),
    refused: (refusal) => last().refused(refusal),
    cancelled: (why) => last().cancelled(why),
  };
}
