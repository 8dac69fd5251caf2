import { ApplicationFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';

/** The bot's entry in Discord's developer portal, as far as it decides what Quorum can do. */
export interface Application {
  id: string;
  name: string;
  /** Whether it may read messages that are not to it: not switched on, switched on as any small bot may, or granted after a review. */
  messageContent: 'off' | 'on' | 'reviewed';
}

const told = z.object({ id: z.string(), name: z.string(), flags: z.int().default(0) });

export async function readApplication(rest: REST, signal?: AbortSignal): Promise<Application> {
  const { id, name, flags } = told.parse(await rest.get(Routes.currentApplication(), signal ? { signal } : {}));
  const has = (flag: ApplicationFlags) => (flags & flag) !== 0;
  if (has(ApplicationFlags.GatewayMessageContent)) return { id, name, messageContent: 'reviewed' };
  return { id, name, messageContent: has(ApplicationFlags.GatewayMessageContentLimited) ? 'on' : 'off' };
}

/** What is off and what still works, and how to switch it on. */
export function explainMissingContent({ id }: Pick<Application, 'id'>) {
  return {
    found:
      'Message Content is switched off, so Quorum reads a message only where it is mentioned, replied to or written to directly. ' +
      'Mentions, replies, direct messages, slash commands and the menu on messages work; it cannot help unasked in help channels and forums.',
    remedy: `Switch on "Message Content Intent" under https://discord.com/developers/applications/${id}/bot and start Quorum again.`,
  };
}

/** From here on Discord wants to review who reads message content; it is said some time before. */
const reviewedAboveUsers = 10_000;
const warnedFromUsers = 8_000;

/** Undefined while there is nothing to say. */
export function explainReview({ id, messageContent }: Application, users: number) {
  if (messageContent !== 'on' || users < warnedFromUsers) return undefined;
  return {
    found: `About ${users} people are in this bot's servers. Above ${reviewedAboveUsers}, Message Content needs Discord's review, renewed every year.`,
    remedy: `Ask for it in time: https://discord.com/developers/applications/${id}/bot`,
  };
}
