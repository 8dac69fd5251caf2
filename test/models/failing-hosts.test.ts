import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryHost, question, startHosts } from './host-builder.ts';
import { all, failureOf } from './provider-contract.ts';

const never = new AbortController().signal;

describe('a question to hosts of which one fails', () => {
  test.each(['busy', 'unreachable', 'missing'] as const)('goes to another one where the first is %s', async (code) => {
    const [first, second] = [memoryHost('first'), memoryHost('second')];
    const { hosts } = startHosts([first, second]);
    await hosts.available(never);
    first.refuseWith(code);
    const parts = await all(hosts.chat(question(), never));
    expect(parts.filter(({ kind }) => kind === 'started')).toEqual([
      { kind: 'started', host: 'first', model: 'talker' },
      { kind: 'started', host: 'second', model: 'talker' },
    ]);
    expect(first.asked.chat).toBe(1);
  });

  test.each(['out-of-memory', 'too-slow', 'cut-off', 'bad-request'] as const)(
    'is not asked again after %s',
    async (code) => {
      const [first, second] = [memoryHost('first'), memoryHost('second')];
      const { hosts } = startHosts([first, second]);
      await hosts.available(never);
      first.refuseWith(code);
      expect(await failureOf(all(hosts.chat(question(), never)))).toMatchObject({ code });
      expect(second.asked.chat).toBe(0);
    },
  );

  test('is not asked again once the first word is out', async () => {
    const [first, second] = [memoryHost('first'), memoryHost('second')];
    const { hosts } = startHosts([first, second]);
    first.breakWith('unreachable');
    await hosts.available(never);
    expect(await failureOf(all(hosts.chat(question(), never)))).toMatchObject({ code: 'unreachable' });
    expect(second.asked.chat).toBe(0);
  });

  test('tries a busy host once more after a moment where there is no other', async () => {
    const gpu = memoryHost('gpu');
    const { clock, hosts } = startHosts([gpu]);
    await hosts.available(never);
    gpu.refuseWith('busy', 1);
    const answer = all(hosts.chat(question(), never));
    await clock.advance(499);
    expect(gpu.asked.chat).toBe(1);
    await clock.advance(1);
    expect((await answer).at(-1)).toMatchObject({ kind: 'done' });
    gpu.refuseWith('busy');
    const refused = failureOf(all(hosts.chat(question(), never)));
    await clock.advance(500);
    expect(await refused).toMatchObject({ code: 'busy' });
    expect(gpu.asked.chat).toBe(4);
  });

  test('goes to another host where the queue of the first is full, and is refused where all are', async () => {
    const [first, second] = [memoryHost('first', { parallel: 1 }), memoryHost('second', { parallel: 1 })];
    const { hosts } = startHosts([first, second], { queueLength: 0 });
    const releases = [first.hold('chat'), second.hold('chat')];
    const answers = [all(hosts.chat(question(), never)), all(hosts.chat(question(), never))];
    await setImmediate();
    expect(hosts.status().map(({ running }) => running)).toEqual([1, 1]);
    expect(await failureOf(all(hosts.chat(question(), never)))).toMatchObject({
      code: 'busy',
      memberText: expect.any(String),
    });
    for (const release of releases) release();
    await Promise.all(answers);
  });

  test('embeds elsewhere too', async () => {
    const [first, second] = [memoryHost('first'), memoryHost('second')];
    const { hosts } = startHosts([first, second]);
    await hosts.available(never);
    first.refuseWith('unreachable');
    expect(await hosts.embed({ model: 'talker', texts: ['a'] }, never)).toHaveLength(1);
  });
});

describe('a host that is down', () => {
  test('is known to be down at once, and asked again soon', async () => {
    const [first, second] = [memoryHost('first'), memoryHost('second')];
    const { clock, hosts } = startHosts([first, second]);
    await hosts.available(never);
    first.refuseWith('unreachable');
    await all(hosts.chat(question(), never));
    expect(hosts.status()[0]).toMatchObject({ state: 'down', why: expect.objectContaining({ code: 'unreachable' }) });
    await all(hosts.chat(question(), never));
    expect(first.asked.chat).toBe(1);

    first.refuseWith(undefined);
    await clock.advance(2_000);
    await hosts.available(never);
    await setImmediate();
    expect(hosts.status()[0]).toMatchObject({ state: 'up', version: 'memory' });
  });

  test('keeps no question waiting while another host can answer', async () => {
    const [hung, fine] = [memoryHost('hung'), memoryHost('fine')];
    hung.hold('list');
    const { hosts } = startHosts([hung, fine]);
    expect((await all(hosts.chat(question(), never)))[0]).toMatchObject({ host: 'fine' });
  });

  test('keeps a question waiting for a moment where there is no other, and not longer', async () => {
    const hung = memoryHost('hung');
    hung.hold('list');
    const { clock, hosts } = startHosts([hung]);
    const answer = failureOf(all(hosts.chat(question(), never)));
    const listed = hosts.available(never);
    await clock.advance(3_000);
    expect(await answer).toMatchObject({ code: 'unreachable', memberText: expect.any(String) });
    await clock.advance(3_000);
    expect(await listed).toEqual([]);
  });

  test('sends the questions away that were waiting for it', async () => {
    const [first, second] = [memoryHost('first', { parallel: 1 }), memoryHost('second', { models: [] })];
    const { clock, hosts } = startHosts([first, second]);
    const release = first.hold('chat');
    await hosts.available(never);
    const running = all(hosts.chat(question(), never));
    await setImmediate();
    const waiting = failureOf(all(hosts.chat(question(), never)));
    await setImmediate();
    first.refuseWith('unreachable');
    await clock.advance(15_000);
    expect(hosts.status()[0]).toMatchObject({ state: 'down' });
    release();
    await running;
    expect(await waiting).toMatchObject({ code: 'unreachable' });
    expect(first.asked.chat).toBe(1);
  });

  test('is found to be back without a question', async () => {
    const gpu = memoryHost('gpu');
    gpu.refuseWith('unreachable');
    const { clock, hosts } = startHosts([gpu]);
    expect(await hosts.available(never)).toEqual([]);
    gpu.refuseWith(undefined);
    await clock.advance(15_000);
    expect(hosts.status()[0]).toMatchObject({ state: 'up' });
  });

  test('is offered again as soon as it is asked for and is back', async () => {
    const gpu = memoryHost('gpu');
    gpu.refuseWith('unreachable');
    const { clock, hosts } = startHosts([gpu]);
    expect(await hosts.available(never)).toEqual([]);
    gpu.refuseWith(undefined);
    expect(await hosts.available(never)).toEqual([]);
    expect(gpu.asked.list).toBe(1);
    await clock.advance(2_000);
    expect(await hosts.available(never)).toHaveLength(1);
  });

  test('is asked once by all who want to know', async () => {
    const gpu = memoryHost('gpu');
    const release = gpu.hold('list');
    const { hosts } = startHosts([gpu]);
    const asking = [hosts.available(never), hosts.available(never), all(hosts.chat(question(), never))];
    await setImmediate();
    release();
    await Promise.all(asking);
    expect(gpu.asked.list).toBe(1);
  });
});

describe('where no host can answer', () => {
  test('it is said which addresses were tried and what to do', async () => {
    const [first, second] = [memoryHost('first'), memoryHost('second')];
    first.refuseWith('unreachable');
    second.refuseWith('unreachable');
    const { hosts } = startHosts([first, second]);
    expect(await failureOf(all(hosts.chat(question(), never)))).toMatchObject({
      code: 'unreachable',
      message: 'No model host can be reached. first is unreachable. second is unreachable.',
      remedy: 'Look after first.\nLook after second.',
    });
  });

  test('it is said how to get a model that none has, and which host could not be asked', async () => {
    const down = memoryHost('down');
    down.refuseWith('unreachable');
    const { hosts } = startHosts([memoryHost('gpu'), down]);
    expect(await failureOf(all(hosts.chat(question({ model: 'bigger' }), never)))).toMatchObject({
      code: 'missing',
      message: 'No host has the model bigger. down is unreachable.',
      remedy: 'Get it with `npm run -s quorum -- models pull bigger`.',
    });
  });

  test('it is said that there is no host at all', async () => {
    const { hosts } = startHosts([]);
    expect(await failureOf(all(hosts.chat(question(), never)))).toMatchObject({
      code: 'unreachable',
      remedy: expect.stringContaining('hosts'),
    });
    expect(await hosts.available(never)).toEqual([]);
  });
});

describe('the breaker of a model on a host', () => {
  // Cockatiel goes by Date; only that is held still, so that everything else runs as ever.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('opens after three failures in a row, and closes when a trial goes well', async () => {
    const gpu = memoryHost('gpu');
    const { hosts } = startHosts([gpu]);
    gpu.breakWith('out-of-memory');
    for (let asked = 0; asked < 3; asked++) await failureOf(all(hosts.chat(question(), never)));
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'open' }]);

    const left = await failureOf(all(hosts.chat(question(), never)));
    expect(left).toMatchObject({ code: 'out-of-memory', message: expect.stringContaining('left alone') });
    expect(gpu.asked.chat).toBe(3);

    gpu.breakWith(undefined);
    vi.setSystemTime(Date.now() + 30_000);
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'ready' }]);
    await all(hosts.chat(question(), never));
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'closed' }]);
  });

  test('stays open twice as long when the trial fails, and lets one question try at a time', async () => {
    const gpu = memoryHost('gpu');
    const { hosts } = startHosts([gpu]);
    gpu.breakWith('cut-off');
    for (let asked = 0; asked < 3; asked++) await failureOf(all(hosts.chat(question(), never)));
    vi.setSystemTime(Date.now() + 30_000);
    const release = gpu.hold('chat');
    const trial = failureOf(all(hosts.chat(question(), never)));
    await setImmediate();
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'trying' }]);
    await failureOf(all(hosts.chat(question(), never)));
    expect(gpu.asked.chat).toBe(4);
    release();
    await trial;
    vi.setSystemTime(Date.now() + 59_999);
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'open' }]);
    vi.setSystemTime(Date.now() + 1);
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'ready' }]);
  });

  test('stays open when the trial is cancelled before it has shown anything', async () => {
    const gpu = memoryHost('gpu');
    const { hosts } = startHosts([gpu]);
    gpu.breakWith('cut-off');
    for (let asked = 0; asked < 3; asked++) await failureOf(all(hosts.chat(question(), never)));
    vi.setSystemTime(Date.now() + 30_000);
    gpu.hold('chat');
    const asking = new AbortController();
    const trial = all(hosts.chat(question(), asking.signal));
    await setImmediate();
    asking.abort(new Error('deleted'));
    await expect(trial).rejects.toThrow('deleted');
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'open' }]);
  });

  test('sends questions to another host while it is open', async () => {
    const [bad, good] = [memoryHost('bad'), memoryHost('good')];
    const { hosts } = startHosts([bad, good]);
    bad.breakWith('broken');
    await hosts.available(never);
    for (let asked = 0; asked < 3; asked++) await failureOf(all(hosts.chat(question({ hosts: ['bad'] }), never)));
    expect((await all(hosts.chat(question(), never)))[0]).toMatchObject({ host: 'good' });
  });

  test.each(['missing', 'bad-request', 'busy', 'refused'] as const)('does not open for %s', async (code) => {
    const gpu = memoryHost('gpu');
    const { clock, hosts } = startHosts([gpu]);
    await hosts.available(never);
    for (let asked = 0; asked < 4; asked++) {
      gpu.refuseWith(code, 2);
      const failed = failureOf(all(hosts.chat(question(), never)));
      await clock.advance(500);
      await failed;
      gpu.refuseWith(undefined);
    }
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'closed' }]);
  });

  test('does not open for questions that members cancel', async () => {
    const gpu = memoryHost('gpu');
    const { hosts } = startHosts([gpu]);
    gpu.hold('chat');
    for (let asked = 0; asked < 4; asked++) {
      const asking = new AbortController();
      const answer = all(hosts.chat(question(), asking.signal));
      await setImmediate();
      asking.abort(new Error('deleted'));
      await expect(answer).rejects.toThrow('deleted');
    }
    expect(hosts.status()[0]?.breakers).toEqual([{ model: 'talker', state: 'closed' }]);
  });
});
