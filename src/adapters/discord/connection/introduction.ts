import {
  DiscordAPIError,
  escapeMarkdown,
  type Guild,
  type GuildTextBasedChannel,
  PermissionFlagsBits as May,
} from 'discord.js';

/** The three things to set, each with what to type; the commands' own words are passed in, so that they stay true. */
export interface FirstSteps {
  moderatorsRoom: string;
  helpRoom: string;
  subject: string;
}

export function introductionOf(server: string, steps: FirstSteps): string {
  return `Hello! I am **Quorum**. I answer questions in **${escapeMarkdown(server)}** from what this community knows, and members’ 👍 and 👎 decide what I learn.

Three things to set, by typing these in the server, with your own channels and words:
1. The channel where moderators see drafts and news: \`${steps.moderatorsRoom}\`
2. A help channel or forum, where I also answer unasked once nobody has replied for a while and I am sure: \`${steps.helpRoom}\`
3. What the community is about: \`${steps.subject}\`

Until then I speak only when I am asked: by mention, by a reply to me, in a direct message, or with \`/ask\`. \`/help\` lists what else I can do.

Privacy: what is asked of me is kept on the computer of whoever runs me, and goes to nobody else but the models that they chose. Members are stored as keyed hashes of their ids. Questions that taught me nothing are deleted after a while, 90 days unless you set otherwise; \`/forget\` deletes a member’s own at once.`;
}

/**
 * Tells whoever may manage a server: its owner, and where the owner takes no direct messages, the channel where Discord
 * itself writes to moderators or greets members. Says where it was told, if anywhere. To be called once.
 */
export async function introduce(guild: Guild, text: string): Promise<'owner' | 'channel' | 'nobody'> {
  const message = { content: text, nonce: guild.id, enforceNonce: true };
  try {
    const owner = await guild.client.users.createDM(guild.ownerId, { cache: false });
    await owner.send(message);
    return 'owner';
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error; // it may have arrived all the same
  }
  for (const channel of [guild.publicUpdatesChannel, guild.systemChannel]) {
    if (channel === null || !mayWrite(channel)) continue;
    await channel.send(message);
    return 'channel';
  }
  return 'nobody';
}

function mayWrite(channel: GuildTextBasedChannel): boolean {
  const { me } = channel.guild.members;
  return me !== null && channel.permissionsFor(me).has(May.ViewChannel | May.SendMessages);
}
