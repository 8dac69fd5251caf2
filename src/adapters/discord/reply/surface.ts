import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js';

/** Where one reply is written: under the message that asked, or as the response to an interaction. */
export interface Surface {
  /** The messages of this reply that stand there already, in order: written before a restart, or for an older revision. */
  find(): Promise<Sent[]>;
  /** Writes the next message of the reply. Writing the same part again finds what was written, as far as Discord allows. */
  send(part: number, content: Content): Promise<Sent>;
  edit(sent: Sent, content: Content): Promise<void>;
  /** Takes a message back; one that is gone already is none of our business. */
  remove(sent: Sent): Promise<void>;
  /** Puts a reaction of ours under a message; undefined where it takes none. */
  react?: (sent: Sent, emoji: string) => Promise<void>;
  /** Takes all reactions away, because what they were for has changed; false where that is not allowed. */
  clearReactions?: (sent: Sent) => Promise<boolean>;
}

export interface Sent {
  messageId: string;
  roomId: string;
}

export interface Content {
  /** Discord's Markdown, at most 2,000 characters; no mention in it ever reaches anyone. */
  text: string;
  components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  file?: { name: string; text: string };
}
