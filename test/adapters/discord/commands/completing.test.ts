import { expect, test } from 'vitest';
import { commands } from './commands.ts';
import { startServing } from './serving.ts';

/** The usual commands, of which the search completes its words like this. */
function completing(suggest: NonNullable<(typeof commands)[number]['suggest']>[string]) {
  return commands.map((each) => (each.name === 'knowledge search' ? { ...each, suggest: { words: suggest } } : each));
}

test('an option is completed while it is typed, with what was filled in beside it in view', async () => {
  const { serve, ada } = await startServing();
  await serve();
  const made = ada.completes('/knowledge search', { words: 'co', 'most-results': 3 }, 'words');
  expect(await ada.nextChoices(made)).toEqual([
    { name: 'co coffee 3', value: 'coffee' },
    { name: 'co tea 3', value: 'tea' },
  ]);
});

test('at most 25 are offered, with names cut to what Discord shows and no value that it does not take', async () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ name: '🫖'.repeat(60 + at), value: `tea ${at}` }));
  const list = completing(async () => [{ name: 'long', value: 'x'.repeat(101) }, { name: 'none', value: '' }, ...many]);
  const { serve, ada } = await startServing({ list });
  await serve();
  const choices = await ada.nextChoices(ada.completes('/knowledge search', { words: 't' }, 'words'));
  expect(choices).toHaveLength(23); // of the 25 that the registry passes on
  expect(choices[0]).toEqual({ name: `${'🫖'.repeat(49)}…`, value: 'tea 0' });
});

test('one that hangs is answered in time with nothing, and told to stop', async () => {
  let wasStopped = false;
  const begun = Promise.withResolvers<void>();
  const list = completing(
    (_, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          wasStopped = true;
          reject(signal.reason);
        });
        begun.resolve();
      }),
  );
  const { serve, ada, clock } = await startServing({ list });
  await serve();
  const made = ada.completes('/knowledge search', { words: 't' }, 'words');
  const choices = ada.nextChoices(made);
  await begun.promise;
  await clock.advance(2_500);
  expect(await choices).toEqual([]);
  expect(wasStopped).toBe(true);
});

test('one that breaks is answered with nothing, and told to the log', async () => {
  const list = completing(async () => {
    throw new Error('No store');
  });
  const { serve, ada, lines } = await startServing({ list });
  await serve();
  expect(await ada.nextChoices(ada.completes('/knowledge search', { words: 't' }, 'words'))).toEqual([]);
  expect(lines).toContain('warn: An option could not be completed. {"reason":"No store"}');
});
