/** What the server tells the page, and what both make of it: the one place where the wire between them is written down. */

export type Manner = 'quoted' | 'generated' | 'excerpts' | 'unknown';
export type Label = 'verified' | 'approved' | 'fromSources' | 'withoutSources';
/** What votes say of an answer, or of an entry. */
export type Standing = 'open' | 'approved' | 'contested' | 'denied';

export interface Source {
  title: string;
  text: string;
  url: string | null;
  verified: boolean;
  standing: Standing;
}

export interface Route {
  role: string;
  why: string;
  odds: Record<string, number>;
}

export interface Making {
  retrieveMs: number;
  totalMs: number;
  searchTimedOut: boolean;
  failed: { model: string; code: string; message: string }[];
  generation?:
    | {
        stopped: string;
        firstTextMs?: number | undefined;
        loadMs?: number | undefined;
        answerTokens?: number | undefined;
      }
    | undefined;
  /** Markdown: what was not read or looked at of what came with the question. */
  remarks?: string[] | undefined;
}

export interface Answer {
  id: string;
  manner: Manner;
  label: Label | null;
  standing: Standing;
  text: string;
  sources: Source[];
  unverified: string[];
  confidence: number;
  route: Route | null;
  writer: { role: string; version: string; model: string; host: string } | null;
  making: Making;
  vote: number;
}

/**
 * Where an exchange stands. Only the page knows `sending` and `unsent`; `left` is a question whose process died before it
 * was answered; the last three are final.
 */
export type Phase =
  | 'sending'
  | 'unsent'
  | 'searching'
  | 'queued'
  | 'chosen'
  | 'starting'
  | 'writing'
  | 'left'
  | 'answered'
  | 'refused'
  | 'cancelled';

/** One question with what is known of its answer so far. */
export interface Exchange {
  /** The page's own id; null once the process that was asked has gone. */
  messageId: string | null;
  /** Quorum's id; null until the question is stored. */
  questionId: string | null;
  question: string;
  role: string | null;
  followsId: string | null;
  askedAt: string;
  phase: Phase;
  /** Questions ahead of this one. */
  place: number;
  route: Route | null;
  sources: Source[];
  model: string | null;
  /** What is written so far. */
  text: string;
  /** The models that broke off while they wrote. */
  brokeOff: string[];
  answer: Answer | null;
  /** Why there is no answer, and whether the store remembers that. */
  refusal: { sentence: string; isStored: boolean } | null;
}

/** What happened to one exchange; `key` is its message id, or its question id where the message id is lost. */
export type ExchangeEvent = { key: string } & (
  | { type: 'asked'; exchange: Exchange }
  | { type: 'admitted'; questionId: string }
  | { type: 'queued'; place: number }
  | { type: 'prepared'; route: Route; sources: Source[] }
  | { type: 'started'; model: string }
  | { type: 'text'; text: string }
  | { type: 'restarted' }
  | { type: 'answered'; answer: Answer }
  | { type: 'refused'; sentence: string; isStored: boolean }
  | { type: 'cancelled' }
);

export interface ModelStatus {
  state: 'up' | 'down' | 'none';
  text: string;
}

export interface Room {
  community: { name: string; subject: string };
  questionChars: number;
  status: ModelStatus;
  exchanges: Exchange[];
}

export type RoomEvent =
  | ExchangeEvent
  | { type: 'room'; room: Room }
  | { type: 'status'; status: ModelStatus }
  /** How far a command is: Markdown. The run is known by the page's own id. */
  | { type: 'progress'; runId: string; sentence: string }
  | { type: 'voted'; answerId: string; value: number }
  /** An answer wears another label now. */
  | ({ type: 'labelled'; answerId: string } & Worn)
  /** Something that is stored may be otherwise than before; told to the moderators' page alone. */
  | { type: 'changed' };

export type Worn = Pick<Answer, 'label' | 'standing'>;

export function newExchange(
  known: Pick<Exchange, 'messageId' | 'questionId' | 'question' | 'role' | 'followsId' | 'askedAt' | 'phase'>,
): Exchange;

/** An exchange after one more event. */
export function advance(exchange: Exchange, event: ExchangeEvent): Exchange;

/** A room's exchanges after one more event; what only the page knows of yet stays until the server tells of it. */
export function foldRoom(exchanges: Exchange[], event: RoomEvent): Exchange[];

export function withVote(exchange: Exchange, answerId: string, value: number): Exchange;

export function withLabel(exchange: Exchange, answerId: string, worn: Worn): Exchange;

/** Nothing more will happen to it. */
export function isSettled(exchange: Exchange): boolean;

export function isSame(exchange: Exchange, key: string | null): boolean;
