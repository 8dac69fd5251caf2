import { expect, onTestFinished, test } from 'vitest';
import { cluesIn } from '../../src/answering/attached/clues.ts';
import { retrieve } from '../../src/answering/retrieve.ts';
import { systemClock } from '../../src/clock.ts';
import { createLibrary, loadStarterPack } from '../../src/knowledge/index.ts';
import { openStore } from '../../src/store/index.ts';
import { scratchFolder } from '../scratch.ts';
import { loggedQuestions } from './logged-questions.ts';

const never = new AbortController().signal;

test('a question that says little is searched for by the log that came with it', async () => {
  const store = await openStore({ url: `file:${scratchFolder()}/quorum.db` });
  onTestFinished(() => store.close());
  const place = { platform: 'test', platformId: 'community', name: 'Test', createdAt: new Date(0) };
  const { id: communityId } = await store.write((tx) => tx.community.create({ data: place }));
  await loadStarterPack(store, systemClock, communityId);
  const library = createLibrary({ store, clock: systemClock });

  async function found(question: string, clues?: string): Promise<string | undefined> {
    const request = { communityId, roomId: 'r', question, clues };
    const { relevant } = await retrieve(library, request, { passages: 5, budgetMs: 10_000 }, never);
    return relevant[0]?.title;
  }
  async function right(how: (one: (typeof loggedQuestions)[number]) => Promise<string | undefined>): Promise<number> {
    const titles = await Promise.all(loggedQuestions.map(how));
    return titles.filter((title, at) => title === loggedQuestions[at]?.answeredBy).length;
  }

  const alone = await right(({ question }) => found(question));
  const withLog = await right(({ question, log }) => found(question, cluesIn([{ name: 'out.log', text: log }])));
  expect(loggedQuestions.length).toBe(10);
  expect(alone).toBeLessThanOrEqual(3);
  expect(withLog).toBeGreaterThanOrEqual(9);

  // What a question says by itself is not drowned by a log.
  const noise = cluesIn([{ name: 'out.log', text: loggedQuestions[0]?.log ?? '' }]);
  expect(await found('How do I open a port in the firewall for my web server?', noise)).toBe(
    'How do I open a port in the firewall?',
  );
});
