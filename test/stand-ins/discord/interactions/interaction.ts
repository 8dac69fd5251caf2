/** One interaction: who did what where, and how far its answer has come. */
import type { APIMessageInteractionMetadata, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { InteractionType } from 'discord-api-types/v10';
import type { Channel, Command, Message, User } from '../world/index.ts';

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly user: User;
  readonly channel: Channel;
  readonly cause: Cause;
  readonly madeAtMs: number;
  answer: Answer;
  /** Follow-ups that were sent, apart from the first answer. */
  readonly followUpIds: Set<string>;
}

/** What the user did; a modal remembers what had opened it. */
export type Cause =
  | { type: InteractionType.ApplicationCommand; command: Command; target?: Message | User | undefined }
  | { type: InteractionType.ApplicationCommandAutocomplete; command: Command }
  | { type: InteractionType.MessageComponent; message: Message }
  | { type: InteractionType.ModalSubmit; message: Message | undefined; opener: Interaction };

export type Modal = APIModalInteractionResponseCallbackData;

export interface Choice {
  name: string;
  value: string | number;
}

export type Answer =
  | { kind: 'none' }
  /** "… is thinking": the first follow-up fills this message. */
  | { kind: 'thinking'; message: Message }
  /** A new message, or the one under which a component was used, changed. */
  | { kind: 'message'; message: Message }
  /** The message with the component stays as it is, for now. */
  | { kind: 'acknowledged'; message: Message }
  | { kind: 'modal'; modal: Modal }
  | { kind: 'choices'; choices: Choice[] };

/** The message that `@original` means. */
export function originalOf({ answer }: Interaction): Message | undefined {
  return 'message' in answer ? answer.message : undefined;
}

/** The message with the component that was used, or from which the modal was opened. */
export function componentMessageOf({ cause }: Interaction): Message | undefined {
  return 'message' in cause ? cause.message : undefined;
}

export type Metadata = APIMessageInteractionMetadata;

/** Autocompletion leaves no message behind. */
export function hasMetadata(cause: Cause): cause is Exclude<Cause, { type: 4 }> {
  return cause.type !== InteractionType.ApplicationCommandAutocomplete;
}
