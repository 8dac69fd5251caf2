import type { MadeAnswer, Route, Wish } from '../answering/index.ts';
import type { Passage } from '../knowledge/index.ts';
import type { Consent, Origin, RoomKind } from '../store/index.ts';

/** A question as a platform hands it over. Ids are the platform's own; they are hashed or kept apart before they are stored. */
export interface IncomingQuestion {
  platform: string;
  messageId: string;
  /** Of a platform of its own, because the page and the terminal both speak in the playground. */
  community: { platform: string; platformId: string; name: string };
  room: {
    platformId: string;
    kind: RoomKind;
    name: string;
    /** Whether everyone in the community can read the room and its history. */
    open: boolean;
  };
  memberId: string;
  text: string;
  origin: Origin;
  /** Whether the text may train weights; unasked until its author said so. */
  consent?: Consent;
  /** The question this one follows up on, by Quorum's id. */
  followsId?: string;
  wish?: Wish;
  /** Asked by whoever runs Quorum, at its own machine: no limit of pace holds for them. */
  byOperator?: boolean;
}

/**
 * Where a reply is shown while it comes about. A platform shows what it can at its own pace; nothing here waits for it
 * but the last word, `answered` or `refused`, exactly one of which is called unless the question is cancelled.
 */
export interface Reply {
  admitted(questionId: string): void;
  /** Questions ahead of this one at the model's host; 0 when it is being sent. */
  queued(place: number): void;
  prepared(preparation: { route: Route; passages: Passage[] }): void;
  started(host: string, model: string): void;
  text(piece: string): void;
  restarted(why: string): void;
  answered(answer: RecordedAnswer): Promise<void>;
  refused(refusal: Refusal): Promise<void>;
}

/** Shows nothing: for whoever wants the outcome alone. */
export const silentReply: Reply = {
  admitted() {},
  queued() {},
  prepared() {},
  started() {},
  text() {},
  restarted() {},
  async answered() {},
  async refused() {},
};

export type RecordedAnswer = MadeAnswer & { id: string; questionId: string };

/** Why there is no answer, as a code for code and as a sentence for the member. */
export interface Refusal {
  code: RefusalCode;
  sentence: string;
}

export type RefusalCode = 'empty' | 'too-long' | 'too-many' | 'paused' | 'room-off' | 'not-saved' | 'cut-off';

/** What became of a question. */
export type Outcome =
  | { state: 'answered'; answer: RecordedAnswer }
  | { state: 'refused'; refusal: Refusal }
  | { state: 'cancelled' }
  /** It had been admitted before, here or by another instance: nothing was done. */
  | { state: 'repeated'; questionId: string }
  /** Another instance has it now, or the next start will: nothing more is said here. */
  | { state: 'taken' };
