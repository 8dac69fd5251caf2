import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Bounds, createTimedFetch, type HostAddress, withKey } from '../../src/models/timed-fetch.ts';
import { createManualClock } from './manual-clock.ts';
import { failureOf } from './provider-contract.ts';

const never = new AbortController().signal;
const bounds: Bounds = {
  connectMs: 1_000,
  firstByteMs: 10_000,
  betweenChunksMs: 5_000,
  totalMs: 30_000,
  maxBytes: 1_000,
};

describe('a fetch with time limits', () => {
  test('finds a host that cannot be connected to unreachable, not slow', async () => {
    const { clock, timedFetch } = setUp('http://gpu.test', { agent: agentThatNeverConnects() });
    const asking = failureOf(timedFetch(never, bounds)('http://gpu.test/'));
    await clock.advance(bounds.connectMs);
    expect(await asking).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('1 s'),
      remedy: 'Start it.',
    });
  });

  test.each([
    ['before the first byte', (_response: http.ServerResponse) => {}, 'first byte', bounds.firstByteMs],
    [
      'after headers alone',
      (response: http.ServerResponse) => response.flushHeaders(),
      'first byte',
      bounds.firstByteMs,
    ],
    [
      'between two pieces',
      (response: http.ServerResponse) => response.write('a'),
      'next piece',
      bounds.betweenChunksMs,
    ],
  ])('gives up on a host that falls silent %s', async (_when, respond, missed, limitMs) => {
    const { clock, timedFetch, url, server } = await setUpServer((_request, response) => void respond(response));
    const reading = failureOf(timedFetch(never, bounds)(url).then((response) => response.text()));
    await once(server, 'request');
    if (missed === 'next piece') await onceWatched(clock, limitMs);
    await clock.advance(limitMs);
    expect(await reading).toMatchObject({ code: 'too-slow', message: expect.stringContaining(missed) });
    expect(clock.waiting).toBe(0);
  });

  test('blames no host for the time in which this process itself was busy', async () => {
    const { timedFetch, url } = await setUpServer((_request, response) => response.end('Yes.'), {
      clock: systemClock,
    });
    const asking = timedFetch(never, { ...bounds, connectMs: 20 })(url);
    await new Promise(process.nextTick); // by now it is on its way
    for (const startedAt = performance.now(); performance.now() - startedAt < 60; );
    expect(await (await asking).text()).toBe('Yes.');
  });

  test('ends an answer that goes on and on', async () => {
    let write = () => {};
    const { clock, timedFetch, url } = await setUpServer((_request, response) => {
      write = () => void response.write('a');
      write();
    });
    const response = await timedFetch(never, bounds)(url);
    const chunks = response.body?.getReader();
    const reading = failureOf(
      (async () => {
        while (true) {
          await chunks?.read();
          void clock.advance(bounds.betweenChunksMs - 1).then(write);
        }
      })(),
    );
    expect(await reading).toMatchObject({ code: 'too-slow', message: expect.stringContaining('did not finish') });
  });

  test('reads no more than it may', async () => {
    const { timedFetch, url } = await setUpServer((_request, response) =>
      response.end('a'.repeat(bounds.maxBytes + 1)),
    );
    const reading = failureOf(timedFetch(never, bounds)(url).then((response) => response.text()));
    expect(await reading).toMatchObject({ code: 'broken' });
  });

  test('follows no redirect, so that no key travels on', async () => {
    let asked = 0;
    const { timedFetch, url } = await setUpServer((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: 'http://user:pw@127.0.0.2:1/?key=1' }).end();
    });
    expect(await failureOf(timedFetch(never, bounds)(url))).toMatchObject({
      code: 'broken',
      message: expect.stringMatching(/redirects to http:\/\/127\.0\.0\.2:1, which/),
    });
    expect(asked).toBe(1);
  });

  test('sends its headers and its key', async () => {
    const { timedFetch, url } = await setUpServer(
      (request, response) => response.end(`${request.headers.authorization} ${request.headers['x-team']}`),
      { headers: withKey({ apiKey: 'k', headers: { 'x-team': 'quorum' } }) },
    );
    const response = await timedFetch(never, bounds)(url, { headers: { authorization: 'Bearer other' } });
    expect(await response.text()).toBe('Bearer k quorum');
  });

  test('says that nothing answers where the connection is closed before the first byte', async () => {
    const { timedFetch, url } = await setUpServer((request) => request.socket.destroy());
    expect(await failureOf(timedFetch(never, bounds)(url))).toMatchObject({ code: 'unreachable' });
  });

  test('says that nothing answers where something else than HTTP does', async () => {
    const server = net.createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${portOf(server)}`;
    expect(await failureOf(setUp(url).timedFetch(never, bounds)(url))).toMatchObject({ code: 'unreachable' });
  });

  test('never shows what an address keeps secret', async () => {
    const url = 'http://user:secret@127.0.0.1:9/?key=secret';
    const failure = await failureOf(setUp(url).timedFetch(never, bounds)(url));
    expect(failure.message).toContain('http://127.0.0.1:9');
    expect(failure.message).not.toContain('secret');
  });
});

function setUp(url: string, options: Partial<HostAddress> = {}) {
  const clock = createManualClock();
  return { clock, timedFetch: createTimedFetch({ url, whenUnreachable: 'Start it.', clock, ...options }) };
}

async function setUpServer(onRequest: http.RequestListener, options: Partial<HostAddress> = {}) {
  const server = http.createServer(onRequest).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${portOf(server)}`;
  return { server, url, ...setUp(url, options) };
}

/** The limit that is being watched is another one as soon as the first piece has arrived. */
async function onceWatched(clock: { nextAtMs(): number | undefined }, limitMs: number): Promise<void> {
  while (clock.nextAtMs() !== limitMs) await new Promise(setImmediate);
}

/** It never learns the address, as if packets were dropped. */
function agentThatNeverConnects(): http.Agent {
  return new http.Agent({ lookup: () => {} });
}

function portOf(server: net.Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
