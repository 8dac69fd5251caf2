import { describe, expect, test } from 'vitest';
import { startQuorum, until } from './quorum-builder.ts';

describe('the limits of pace', () => {
  test('of a member say how long it takes, in a polite sentence', async () => {
    const { ask, clock } = await startQuorum();
    for (let count = 0; count < 6; count++) await ask('hello?');
    await clock.advance(15_000);
    expect((await ask('hello?')).outcome).toMatchObject({
      refusal: { sentence: 'You have asked a lot in the last minute. Please ask again in 45 seconds.' },
    });
    await clock.advance(44_000);
    expect((await ask('hello?')).outcome).toMatchObject({
      refusal: { sentence: expect.stringMatching(/in 1 second\.$/) },
    });
    await clock.advance(1000);
    expect((await ask('hello?')).outcome.state).toBe('answered');
  });

  test('of a room hold for everyone in it, and for nobody elsewhere', async () => {
    const { ask } = await startQuorum();
    const asking = Array.from({ length: 30 }, (_, number) => ask('hello?', { memberId: `member ${number}` }));
    for (const { outcome } of await Promise.all(asking)) expect(outcome.state).toBe('answered');
    expect((await ask('hello?', { memberId: 'one more' })).outcome).toMatchObject({
      refusal: {
        code: 'too-many',
        sentence: 'This room has asked a lot in the last minute. Please ask again in 60 seconds.',
      },
    });
    const room = { platformId: 'other', kind: 'channel' as const, name: 'other', open: true };
    expect((await ask('hello?', { memberId: 'one more', room })).outcome.state).toBe('answered');
  });

  test('count questions that come at the same time', async () => {
    const { ask, ollama } = await startQuorum();
    ollama.faults.hold('/api/chat', { times: Infinity });
    const states: string[] = [];
    const asking = Array.from({ length: 5 }, async () => states.push((await ask('hello?')).outcome.state));
    await until(() => states.length === 2);
    ollama.faults.clear();
    await Promise.all(asking);
    expect(states).toEqual(['refused', 'refused', 'answered', 'answered', 'answered']);
  });
});
