import { createWebApp } from '../../../src/adapters/web/index.ts';
import type { Exchange } from '../../../src/adapters/web/public/exchange.js';
import { startQuorum } from '../../bot/quorum-builder.ts';
import { platformContract, type Said, type Stage } from '../platform-contract.ts';
import { webOptions } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';
import { ownPort, visit } from './visit.ts';

const none = async () => {
  throw new Error('Nobody can do that on a page.');
};

platformContract(
  'the playground',
  { bots: false, edits: false, closedRooms: false, absence: false, personReplies: false },
  async (options) => {
    const answer = options?.reply;
    const quorum = await startQuorum(answer === undefined ? {} : { answer: () => answer });
    const web = createWebApp({ ...webOptions(createScriptedBot()), bot: quorum.bot, ownPort });
    const visitor = visit(web);
    await visitor.get('/');

    async function exchangeOf(said: Said): Promise<Exchange | undefined> {
      const tab = await visitor.openTab();
      await tab.close();
      return tab.room.exchanges.find(
        ({ messageId, question }) => messageId === said.id || question === texts.get(said.id),
      );
    }

    const texts = new Map<string, string>();
    async function put(id: string, text: string): Promise<Said> {
      texts.set(id, text);
      const response = await visitor.request('POST', '/api/questions', { messageId: id, text });
      if (!response.ok) throw new Error(await response.text());
      return { id };
    }

    const stage: Stage = {
      quorum,
      asks: (text) => put(crypto.randomUUID(), text),
      async reply(to) {
        const exchange = await exchangeOf(to);
        const text = exchange?.answer?.text ?? exchange?.text ?? '';
        return text === '' ? [] : [text];
      },
      changes: async () => ({ count: 0, seconds: 0 }), // a page shows each word as it comes
      async votes(on, value) {
        const exchange = await exchangeOf(on);
        await visitor.request('PUT', `/api/answers/${exchange?.answer?.id}/vote`, { value });
      },
      async takesBack({ id }) {
        await visitor.request('DELETE', `/api/questions/${id}`);
      },
      async deliversAgain({ id }) {
        await put(id, texts.get(id) ?? '');
      },
      mentioned: async () => [],
      botAsks: none,
      edits: none,
      closes: none,
      opens: none,
      personReplies: none,
      marks: none,
      whileAway: none,
    };
    return stage;
  },
);
