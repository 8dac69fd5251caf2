import { expect, test } from 'vitest';
import type { Platform } from '../../src/bot/index.ts';
import { Failure } from '../../src/failure.ts';
import { silentLog } from '../../src/log.ts';
import { serve } from '../../src/serving/index.ts';
import { createManualClock } from '../models/manual-clock.ts';

type ServeParts = Parameters<typeof serve>[0];

/** Everything that is served, as doubles that note what is done to them; `stop` is what Ctrl-C does. */
function served(own: Partial<ServeParts> = {}) {
  const happened: string[] = [];
  const note = (what: string) => void happened.push(what);
  const stopping = new AbortController();
  const takingOver = Promise.withResolvers<void>();
  const until = (what: string) => (signal: AbortSignal) =>
    new Promise<undefined>((resolve) => {
      note(`${what} runs`);
      signal.addEventListener('abort', () => {
        note(`${what} ends`);
        resolve(undefined);
      });
    });
  const parts: ServeParts = {
    bot: {
      connect: ({ name }) => note(`${name} is known`),
      async takeOver() {
        takingOver.resolve();
        return 0;
      },
      close: async () => note('the bot closes'),
    },
    openPage: async () => ({ url: 'http://page', platform: named('page'), close: async () => note('the page closes') }),
    platforms: [{ platform: named('chat'), run: until('chat') }],
    embedder: { run: until('embedding') },
    reindex: async () => 0,
    lookForModels: async () => note('models are looked for'),
    modelStatus: () => ({ state: 'up', text: 'A model answers.' }),
    warmUp: async () => note('the first search is read'),
    jobs: {
      importDueSources: async () => {},
      expireQuestions: async () => {},
      lookOverVotes: async () => {},
      followUpVotes: async () => {},
      countVotesAgain: async () => {},
      sendDigests: async () => {},
      findLessons: async () => {},
      findTopics: async () => {},
    },
    takeOverEveryMs: 1_000,
    clock: createManualClock(),
    log: silentLog,
    say: (line) => note(line.trim().split('\n')[0] ?? ''),
    ...own,
  };
  return { happened, parts, serving: serve(parts, stopping.signal), takingOver, stop: () => stopping.abort() };
}

function named(name: string): Platform {
  return { name, reopen: () => undefined, tellModerators: async () => false };
}

test('the page is ready first; then come models, platforms and the first search', async () => {
  const { happened, serving, takingOver, stop } = served();
  await takingOver.promise;
  expect(happened).toEqual([
    ...['page is known', 'Quorum is ready: http://page', 'models are looked for', 'A model answers.'],
    ...['chat is known', 'chat runs', 'embedding runs', 'the first search is read'],
  ]);
  stop();
  await serving;
});

test('stopping ends the bot while the page still stands, and waits for all', async () => {
  const { happened, serving, takingOver, stop } = served();
  await takingOver.promise;
  happened.length = 0;
  stop();
  await serving;
  expect(happened.slice(0, 2).sort()).toEqual(['chat ends', 'embedding ends']);
  expect(happened.slice(2)).toEqual(['the bot closes', 'the page closes']);
});

test('a platform that is turned away says why, and the rest goes on', async () => {
  const said: string[] = [];
  const refusal = new Failure('discord-token-refused', 'It will have nothing of us.', { remedy: 'Ask it nicely.' });
  const { serving, takingOver, stop } = served({
    platforms: [{ platform: named('chat'), run: async () => refusal }],
    log: { ...silentLog, error: (event, { remedy } = {}) => void said.push(`${event} ${remedy}`) },
  });
  await takingOver.promise;
  expect(said).toEqual(['It will have nothing of us. Ask it nicely.']);
  stop();
  await serving;
});

test('where the page cannot be opened, nothing else is begun', async () => {
  const openPage = () => Promise.reject(new Error('The port is taken.'));
  const { happened, serving } = served({ openPage });
  await expect(serving).rejects.toThrow('The port is taken.');
  expect(happened).toEqual([]);
});
