/** Commands over a real store, called by whoever and wherever a test likes. */
import { join } from 'node:path';
import { createCommands, createReadings, type GivenCall, type Rank } from '../../../src/bot/index.ts';
import { createCatalogue, createLibrary, createSources } from '../../../src/knowledge/index.ts';
import { createHashMember } from '../../../src/store/index.ts';
import { scratchFolder } from '../../scratch.ts';
import { type QuorumOptions, startQuorum } from '../quorum-builder.ts';

export interface From {
  member?: string;
  rank?: Rank;
  roleIds?: string[];
  /** A room by its name; `general` is open, all others are not. */
  room?: string;
  kind?: GivenCall['room']['kind'];
  community?: string;
}

export async function startCommands(options: QuorumOptions = {}) {
  const quorum = await startQuorum(options);
  const { store, clock, bot, hosts, answering } = quorum;
  const folder = scratchFolder();
  const commands = createCommands({
    store,
    clock,
    bot,
    hosts,
    answering,
    hashMember: createHashMember(Buffer.alloc(32, 7)),
    knowledgeOf: (communityId) => ({
      library: createLibrary({ store, clock }),
      catalogue: createCatalogue({ store, clock, communityId }),
      sources: createSources({ store, clock, communityId, folder: join(folder, 'sources'), env: {} }),
    }),
    ground: { subject: 'machines', forbidden: ['gambling'] },
    attachments: join(folder, 'attachments'),
    backups: join(folder, 'backups'),
  });

  /** Who calls from where, as a platform would tell it; community and room are made known. */
  async function calling({ room = 'general', community = 'community', ...from }: From = {}) {
    const { member = 'ada', rank = 'everyone', roleIds = [], kind = 'channel' } = from;
    const place = { platform: 'test', platformId: community, name: 'Test' };
    const known = { platformId: room, kind, name: room, open: room === 'general' };
    await bot.roomChanged(place, known);
    const stored = await store.read.room.findFirstOrThrow({
      where: { platformId: room, community: { platformId: community } },
    });
    const said: string[] = [];
    const call: GivenCall = {
      actor: { platform: 'test', memberId: member, name: member, rank, roleIds },
      community: { ...place, id: stored.communityId },
      room: { ...known, id: stored.id },
      signal: new AbortController().signal,
      progress: (sentence) => void said.push(sentence),
    };
    return { call, said };
  }

  return {
    ...quorum,
    folder,
    commands,
    readings: createReadings({ store, clock, bot }),
    calling,
    /** What a command says to whoever calls it. */
    async run(name: string, raw: unknown = {}, from: From = {}) {
      return commands.run(name, raw, (await calling(from)).call);
    },
    /** The text of what it says. */
    async say(name: string, raw: unknown = {}, from: From = {}): Promise<string> {
      const reply = await commands.run(name, raw, (await calling(from)).call);
      return 'text' in reply ? reply.text : JSON.stringify(reply);
    },
    /** The sentence with which it is refused. */
    async refusal(name: string, raw: unknown = {}, from: From = {}): Promise<string> {
      const { call } = await calling(from);
      const refused = await commands.run(name, raw, call).then(
        () => undefined,
        (error: unknown) => error,
      );
      const { memberText } = Object(refused);
      if (typeof memberText !== 'string') throw new Error(`It was not refused with a sentence: ${refused}`);
      return memberText;
    },
    async suggest(name: string, option: string, typed = '', from: From = {}, others = {}) {
      return commands.suggest(name, option, typed, (await calling(from)).call, others);
    },
  };
}
