/** A real site on this machine for tests, closed afterwards. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export type Route = string | Buffer | Answer | ((request: http.IncomingMessage, response: http.ServerResponse) => void);

export interface Site {
  /** Without a slash at its end. */
  address: string;
  /** What is answered where; may be changed while it runs. */
  routes: Record<string, Route>;
  /** The paths that were asked for, in order. */
  asked: string[];
  requests: http.IncomingMessage[];
}

export async function aSite(routes: Record<string, Route>): Promise<Site> {
  const site: Site = { address: '', routes, asked: [], requests: [] };
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    site.asked.push(path);
    site.requests.push(request);
    const route = site.routes[path] ?? { status: 404, body: 'not here' };
    if (typeof route === 'function') return route(request, response);
    const answer = typeof route === 'string' || Buffer.isBuffer(route) ? { body: route } : route;
    const type = path.endsWith('.md') ? 'text/markdown' : path.endsWith('.xml') ? 'application/xml' : 'text/html';
    response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
    response.end(answer.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  site.address = `http://127.0.0.1:${port}`;
  return site;
}

/** A page that links to others. */
export function page(title: string, ...links: string[]): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1>${links
    .map((link) => `<a href="${link}">${link}</a>`)
    .join('\n')}</body></html>`;
}
