import { expect } from 'vitest';
import type { Message } from '../../stand-ins/discord/index.ts';
import { overwrite } from '../../stand-ins/discord/index.ts';
import { platformContract, type Said } from '../platform-contract.ts';
import { openServer } from './stage.ts';

const can = {
  bots: true,
  edits: true,
  closedRooms: true,
  absence: true,
  personReplies: true,
  mostChars: 2000,
  mostChangesPerSecond: 1,
};

platformContract('Discord', can, async (options) => {
  const answer = options?.reply;
  const server = await openServer(answer === undefined ? {} : { answer: () => answer });
  const { discord, community, room, ada, bob, self, repliesTo } = server;
  const thumbs = { 1: '👍', [-1]: '👎' } as const;
  const startedAt = Date.now();
  let held: 1 | -1 | 0 = 0;

  function messageOf({ id }: Said): Message {
    const message = room.messages.get(id);
    if (!message) throw new Error('It is not there any more.');
    return message;
  }

  return {
    quorum: server,
    asks: async (text) => ada.sends(room, text, { mentions: [self] }),
    async reply(to) {
      const parts = repliesTo({ id: to.id, channelId: room.id });
      const isDone = parts.some(({ reactions }) => reactions.length > 0);
      return isDone ? parts.map(({ content }) => content) : [];
    },
    async changes() {
      const count = discord.requests.filter(({ method }) => method === 'PATCH').length;
      return { count, seconds: (Date.now() - startedAt) / 1000 };
    },
    async votes(on, value) {
      const last = repliesTo({ id: on.id, channelId: room.id }).at(-1);
      if (!last) throw new Error('There is nothing to vote on.');
      if (held !== 0) bob.unreacts(last, thumbs[held]);
      if (value !== 0) bob.reacts(last, thumbs[value]);
      held = value;
    },
    async takesBack(said) {
      ada.deletes(messageOf(said));
    },
    async deliversAgain(said) {
      discord.faults.gateway.expireSessions(); // what is read back then has been seen already
      discord.faults.gateway.dropSockets();
      await expect.poll(() => discord.gateway.sockets).toBe(1);
      void said;
    },
    async botAsks(text) {
      const other = community.member('other-bot', { isBot: true });
      other.sends(room, text, { mentions: [self] });
      community.webhook('news').sends(room, `${text} ${`<@${self.id}>`}`);
    },
    async edits(said, text) {
      const message = messageOf(said);
      ada.edits(message, `<@${self.id}> ${text}`);
    },
    async personReplies(question, text) {
      return bob.sends(room, text, { replyTo: ada.sends(room, question) });
    },
    async marks(said, isOn) {
      if (isOn) ada.reacts(messageOf(said), '✅');
      else ada.unreacts(messageOf(said), '✅');
    },
    mentioned: async () =>
      server
        .written(room)
        .flatMap(({ mentions }) => [
          ...mentions.users.map(({ id }) => id),
          ...mentions.roleIds,
          ...(mentions.everyone ? ['everyone'] : []),
        ]),
    async closes() {
      const everyone = { id: community.id, kind: 'role' as const, allow: 0n, deny: 1n << 10n };
      community.owner.setsOverwrites(room, [
        everyone,
        overwrite(ada, { allow: ['ViewChannel', 'ReadMessageHistory', 'SendMessages'] }),
        { id: self.id, kind: 'member', allow: (1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 6n), deny: 0n },
      ]);
    },
    async opens() {
      community.owner.setsOverwrites(room, []);
    },
    whileAway: server.whileAway,
  };
});
