import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

export interface Visited {
  Variables: { memberId: string };
}

/** Knows a visitor again by a random id in a cookie: all that a member is in the playground. */
export function visitor(newId: () => string): MiddlewareHandler<Visited> {
  return async (c, next) => {
    const known = getCookie(c, cookieName);
    const memberId = known !== undefined && /^[\w-]{16,64}$/.test(known) ? known : newId();
    c.set('memberId', memberId);
    await next();
    if (memberId === known && c.req.path !== '/') return; // a visit to the page renews it
    setCookie(c, cookieName, memberId, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: yearInSeconds });
  };
}

const cookieName = 'quorum-visitor';
const yearInSeconds = 365 * 24 * 60 * 60;
