import { undoItem } from '../../../src/bot/feed/undo-item.ts';
import type { IncomingRoom, PersonMessage, Remark, StandingMark, Voter } from '../../../src/bot/index.ts';
import { createCommands } from '../../../src/bot/index.ts';
import { createCatalogue, createSources } from '../../../src/knowledge/index.ts';
import { actor, hashMember, incoming, startQuorum } from '../quorum-builder.ts';

const asked = { messageId: 'question', memberId: 'asker', text: 'How do I pin nixpkgs?' };
export const moderator: Voter = { rank: 'moderator' };

type Quorum = Awaited<ReturnType<typeof startQuorum>>;

/** What a person wrote in reply to another's question, in a room where people put marks. */
export async function withReply(
  own: Partial<PersonMessage> & { quorum?: Quorum; isOpen?: boolean; isEdited?: boolean } = {},
) {
  const { quorum: given, isOpen = true, isEdited = false, ...said } = own;
  const quorum = given ?? (await startQuorum());
  const { bot, store, library, clock } = quorum;
  const { community } = incoming({ text: '', messageId: '' });
  const room: IncomingRoom = { platformId: 'help', kind: 'channel', name: 'help', open: isOpen };
  const message = {
    ...{ community, room, messageId: 'reply', memberId: 'ada', name: 'Ada', url: 'https://chat.example/reply' },
    ...{ text: 'Add it as an input of your flake, and commit the lock file.', question: asked, ...said },
  };
  const remarks: Remark[] = [];
  const news: string[] = [];
  const fails = { remark: false };
  bot.connect({
    name: 'test',
    reopen: () => undefined,
    async tellModerators(_, notice) {
      if (notice.kind === 'news') news.push(notice.text);
      return true;
    },
    async *readForum() {
      yield { state: 'open' as const };
      yield { state: 'answered' as const, reply: { ...message, standing: [] } };
    },
    async remark(_, remark) {
      if (fails.remark) throw new Error('away');
      remarks.push(remark);
      return true;
    },
  });
  const standing: StandingMark[] = [];
  let reads = 0;
  const { platform } = community;
  const commands = createCommands({
    ...{ store, clock, hashMember, bot, hosts: quorum.hosts, answering: quorum.answering },
    knowledgeOf: (communityId) => ({
      library,
      catalogue: createCatalogue({ store, clock, communityId }),
      sources: createSources({ store, clock, communityId, folder: '/nowhere', env: {} }),
    }),
    ground: { subject: 'tea', forbidden: [] },
    attachments: '/nowhere',
    backups: '/nowhere',
  });

  const read = async (): Promise<PersonMessage> => {
    reads += 1;
    return { ...message, standing: isEdited ? [] : [...standing] };
  };

  async function mark(memberId: string, value: 1 | -1, isOn = true, voter?: Voter): Promise<boolean> {
    const at = standing.findIndex((each) => each.memberId === memberId && each.value === value);
    const put = { memberId, value, ...(voter && { voter }) };
    if (isOn && at === -1) standing.push(put);
    if (!isOn && at !== -1) standing.splice(at, 1);
    return bot.markReply({ platform, messageId: message.messageId, ...put, isOn }, read);
  }

  return {
    ...{ quorum, bot, store, clock, message, room, remarks, news, fails, read },
    reads: () => reads,
    mark,
    /** The same, and what follows from it. */
    async marks(memberId: string, value: 1 | -1, isOn = true, voter?: Voter): Promise<void> {
      await mark(memberId, value, isOn, voter);
      await bot.votesSettled();
    },
    /** Somebody uses a command in the room. */
    async uses(name: string, options: object, who: { memberId: string; rank?: Voter['rank'] }): Promise<string> {
      const place = await bot.findPlace({ community, room });
      const reply = await commands.run(name, options, {
        actor: actor({ memberId: who.memberId, name: who.memberId, rank: who.rank ?? 'everyone' }),
        community: { ...community, id: place.communityId },
        room: { ...room, id: place.roomId },
        signal: new AbortController().signal,
        progress() {},
      });
      return 'text' in reply ? reply.text : '';
    },
    /** Reads a forum in which the reply solved a post. */
    async imports() {
      const { communityId, roomId } = await bot.findPlace({ community, room });
      const report = await bot.importForum({
        ...{ communityId, actor: 'mod', signal: new AbortController().signal, onProgress() {} },
        forum: { platform, platformId: 'forum', id: roomId, name: 'forum', open: true },
      });
      await bot.votesSettled();
      return { proposed: report.proposed, left: report.left };
    },
    /** What is found for the question, in that room or anywhere. */
    async found({ here = true } = {}) {
      const { communityId, roomId } = await bot.findPlace({ community, room });
      const query = { communityId, roomId: here ? roomId : null, question: message.question.text, limit: 5 };
      const { passages } = await library.search(query, new AbortController().signal);
      return passages.map(({ text, credit, url, verified }) => ({ text, credit, url, verified }));
    },
    kept: () => store.read.personReply.findMany({ select: { standing: true, text: true, isDue: true } }),
    waiting: () => store.read.reviewItem.findMany({ where: { state: 'open' } }),
    feed: async () => (await store.read.feedItem.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind),
    async undoNewest(kind: string) {
      const { id, roomId, communityId } = await store.read.feedItem.findFirstOrThrow({
        where: { kind },
        orderBy: { id: 'desc' },
      });
      await undoItem(store, { itemId: id, communityId, roomId: roomId ?? '', actor: 'Mod' }, new Date(0));
      bot.votesChanged();
      await bot.votesSettled();
    },
  };
}
