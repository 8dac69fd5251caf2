/** What REST needs of the parts beside it: the gateway's figures, and what becomes of interactions. */
import type { Message, Upload } from '../world/index.ts';

export interface GatewayPort {
  /** As in `ws://127.0.0.1:1234/`. */
  url(): string;
  /** How many shards Discord recommends. */
  readonly shards: number;
  sessionStartLimit(): { total: number; remaining: number; reset_after: number; max_concurrency: number };
}

/** Each may throw an ApiError: 10062 after three seconds, 40060 the second time, 50027 after fifteen minutes. */
export interface InteractionsPort {
  /** The body is as the client sent it, after validation; uploads are the files of a multipart request. */
  callback(id: string, token: string, body: unknown, uploads: Upload[]): Callback;
  followUp(applicationId: string, token: string, body: unknown, uploads: Upload[]): Message;
  /** `@original` is the id of the first answer. */
  getMessage(applicationId: string, token: string, messageId: string): Message;
  editMessage(applicationId: string, token: string, messageId: string, body: unknown, uploads: Upload[]): Message;
  deleteMessage(applicationId: string, token: string, messageId: string): void;
}

export interface Callback {
  interaction: { id: string; type: number; channelId?: string | undefined; guildId?: string | undefined };
  /** The type of the callback: 4, 5, 6, 7, 8, 9. */
  type: number;
  /** What was sent (also where it is only "is thinking …") or changed. */
  message?: Message | undefined;
}
