import type { MiddlewareHandler } from 'hono';

/**
 * Lets in only what our own page asks. Every page that is open in the browser can send requests to this machine; this is
 * what keeps them out: another name for it (DNS rebinding), another origin (cross-site requests), another type (forms).
 */
export function guard(ownPort: () => number): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase() ?? '';
    if (!ownHosts(ownPort()).includes(host)) {
      return c.json({ error: 'This server answers to localhost alone. Open it by that name.' }, 421);
    }
    const site = c.req.header('sec-fetch-site');
    if (c.req.path.startsWith('/api/') && site !== undefined && site !== 'same-origin' && site !== 'none') {
      return c.json({ error: 'This page may not be used from another one.' }, 403);
    }
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();

    const origin = c.req.header('origin');
    const isOurs = origin === undefined ? site === 'same-origin' : origin === `http://${host}`;
    if (!isOurs) return c.json({ error: 'This page may not be used from another one.' }, 403);
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') return c.json({ error: 'Requests are read as application/json alone.' }, 415);
    return next();
  };
}

function ownHosts(port: number): string[] {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  return port === 80 ? [...names, ...names.map((name) => `${name}:80`)] : names.map((name) => `${name}:${port}`);
}
