import { describe, expect, test } from 'vitest';
import { createWebApp } from '../../../src/adapters/web/index.ts';
import { webOptions } from './playground.ts';
import { createScriptedBot } from './scripted-bot.ts';
import { ownPort, visit } from './visit.ts';

function open(options: Partial<Parameters<typeof createWebApp>[0]> = {}) {
  const scripted = createScriptedBot();
  const web = createWebApp({ ...webOptions(scripted), ownPort, ...options });
  return { scripted, web, visitor: visit(web) };
}

const question = { messageId: '5a2f3c1e-9a56-4b8e-a6b1-0f6f5d3c2b1a', text: 'How?' };

describe('who may come in', () => {
  test.each(['localhost:7575', '127.0.0.1:7575', '[::1]:7575', 'LOCALHOST:7575'])(
    'this machine, as %s',
    async (host) => {
      expect((await open().visitor.get('/healthz', { host })).status).toBe(200);
    },
  );

  test.each(['evil.example:7575', 'localhost', 'localhost:80', 'localhost.evil.example:7575', '10.0.0.2:7575', ''])(
    'nobody who calls it %j, which is how DNS rebinding would',
    async (host) => {
      for (const path of ['/', '/api/events', '/healthz', '/metrics']) {
        const response = await open().visitor.get(path, { host });
        expect(response.status).toBe(421);
        expect(await response.json()).toEqual({ error: expect.stringContaining('localhost') });
      }
    },
  );

  test.each([
    'http://evil.example',
    'http://localhost:7576',
    'https://localhost:7575',
    'http://127.0.0.1:7575',
    'null',
  ])('no request that another page at %s made', async (origin) => {
    const { visitor, scripted } = open();
    expect((await visitor.request('POST', '/api/questions', question, { origin })).status).toBe(403);
    expect((await visitor.request('PUT', '/api/answers/a/vote', { value: 1 }, { origin })).status).toBe(403);
    expect((await visitor.request('DELETE', `/api/questions/${question.messageId}`, {}, { origin })).status).toBe(403);
    expect(scripted.turns).toHaveLength(0);
  });

  test('a request without an origin only if the browser says that it is our own', async () => {
    const { web } = open();
    const send = (headers: Record<string, string>) =>
      web.app.request('/api/questions', {
        method: 'POST',
        headers: { host: 'localhost:7575', 'content-type': 'application/json', ...headers },
        body: JSON.stringify(question),
      });
    expect((await send({})).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'same-origin' })).status).toBe(202);
  });

  test('nobody who listens from another site', async () => {
    const { visitor } = open();
    expect((await visitor.get('/api/events', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await visitor.get('/api/events', { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'no form, whose type is %s',
    async (type) => {
      const { visitor } = open();
      const response = await visitor.request('POST', '/api/questions', question, { 'content-type': type });
      expect(response.status).toBe(415);
    },
  );
});

describe('what is read', () => {
  test.each([
    ['no JSON', '{'],
    ['no message id', { text: 'How?' }],
    ['a message id that is none', { messageId: 'mine', text: 'How?' }],
    ['a role that is none', { ...question, role: 'king' }],
    ['a field too many', { ...question, memberId: 'someone' }],
  ])('%s is refused with a sentence', async (_, body) => {
    const { visitor, scripted } = open();
    const response = await visitor.request('POST', '/api/questions', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('cannot be read') });
    expect(scripted.turns).toHaveLength(0);
  });

  test('a body beyond all measure is not read to its end', async () => {
    expect((await open().visitor.ask('x'.repeat(200_000))).status).toBe(413);
  });

  test('a question somewhat too long goes through: Quorum says so itself', async () => {
    expect((await open().visitor.ask('🙂'.repeat(2100))).status).toBe(202);
  });

  test('looking at the head of the stream opens none', async () => {
    const { visitor } = open();
    await visitor.get('/');
    for (let looked = 0; looked < 9; looked++) {
      expect((await visitor.request('HEAD', '/api/events')).status).toBe(405);
    }
    expect((await visitor.get('/api/events')).status).toBe(200);
  });

  test('a vote is 1, -1 or 0', async () => {
    expect((await open().visitor.request('PUT', '/api/answers/a/vote', { value: 3 })).status).toBe(400);
  });
});

describe('what the browser is held to', () => {
  test.each(['/', '/app.js', '/nothing', '/healthz', '/api/events'])('the policy comes with %s', async (path) => {
    const { headers } = await open().visitor.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('it comes with refusals, too', async () => {
    const { headers } = await open().visitor.get('/', { host: 'evil.example' });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a visitor is a random cookie that no script can read', async () => {
    const cookie = (await open().visitor.get('/')).headers.get('set-cookie');
    expect(cookie).toMatch(/^quorum-visitor=[\w-]{36}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('a cookie that was never ours is replaced', async () => {
    const { headers } = await open().visitor.get('/', { cookie: 'quorum-visitor=%3Cscript%3E' });
    expect(headers.get('set-cookie')).toContain('quorum-visitor=');
  });
});

describe('what is served', () => {
  test.each([
    ['/', 'text/html'],
    ['/app.js', 'text/javascript'],
    ['/base.css', 'text/css'],
    ['/logo.svg', 'image/svg+xml'],
  ])('%s as %s, looked at again each time', async (path, type) => {
    const { visitor } = open();
    const response = await visitor.get(path);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const again = await visitor.get(path, { 'if-none-match': response.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  test.each(['/exchange.d.ts', '/../web-app.ts', '/%2e%2e/web-app.ts', '/index.html', '/app.js/', '/constructor'])(
    'nothing else: %s',
    async (path) => {
      expect((await open().visitor.get(path)).status).toBe(404);
    },
  );

  test('the page itself holds nothing inline and names no other host', async () => {
    const page = await (await open().visitor.get('/')).text();
    expect(page).not.toMatch(/\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)|https?:\/\//);
  });

  test('health, readiness and metrics for whoever watches over it', async () => {
    let isReady = true;
    const { visitor } = open({ ready: async () => ({ ready: isReady, checks: { store: isReady ? 'ok' : 'closed' } }) });
    expect(await (await visitor.get('/healthz')).text()).toBe('ok');
    const ready = await visitor.get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { store: 'ok' } }]);
    isReady = false;
    expect((await visitor.get('/readyz')).status).toBe(503);
    const metrics = await visitor.get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('quorum_questions_total');
  });
});
