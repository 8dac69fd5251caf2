import { describe, expect, test } from 'vitest';
import { startQuorum } from './quorum-builder.ts';

describe('an answer that is unsure', () => {
  const helpers = ['role 1'];

  async function withHelpers(options: Parameters<typeof startQuorum>[0] = {}) {
    const quorum = await startQuorum(options);
    await quorum.ask('hi');
    await quorum.store.write((tx) => tx.community.updateMany({ data: { settings: { helperRoles: helpers } } }));
    return quorum;
  }

  test('says who may know better', async () => {
    const { ask } = await withHelpers();
    const { outcome } = await ask('What is the airspeed of a swallow?');
    expect(outcome).toMatchObject({ answer: { label: 'withoutSources', helpers } });
    const none = await startQuorum({ withoutHosts: true });
    expect((await none.ask('What is the airspeed of a swallow?')).outcome).toMatchObject({
      answer: { manner: 'unknown', helpers: [] },
    });
  });

  test('is neither one from what is known nor small talk', async () => {
    const { ask, knows } = await withHelpers();
    await knows({ title: 'How do I install Firefox?', text: 'Enable it.' });
    for (const text of ['Can I install Firefox?', 'hello?'])
      expect((await ask(text)).outcome).not.toHaveProperty('answer.helpers');
  });
});
