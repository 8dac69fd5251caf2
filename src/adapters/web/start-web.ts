import { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Platform } from '../../bot/index.ts';
import { Failure } from '../../failure.ts';
import { createWebApp, type WebAppOptions } from './web-app.ts';

export interface WebOptions extends Omit<WebAppOptions, 'ownPort'> {
  host: string;
  /** 0 takes any that is free. */
  port: number;
}

export interface Web {
  url: string;
  platform: Platform;
  close(): Promise<void>;
}

/** Serves the playground until it is closed. */
export async function startWeb({ host, port, ...options }: WebOptions): Promise<Web> {
  let ownPort = port;
  const web = createWebApp({ ...options, ownPort: () => ownPort });
  const server = createAdaptorServer({ fetch: web.app.fetch });
  if (!(server instanceof Server)) throw new Error('Nothing but HTTP/1.1 was asked for.');
  await listen(server, host, port);
  const address = server.address();
  if (address !== null && typeof address === 'object') ownPort = address.port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${ownPort}`,
    platform: {
      name: 'playground',
      reopen: web.reopen,
      relabel: async (question, answer) => web.relabel(question, answer),
      tellModerators: async () => false,
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      web.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refused(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function refused(error: NodeJS.ErrnoException, host: string, port: number): Failure {
  if (error.code === 'EADDRINUSE') {
    const remedy = 'Stop what uses it, or take another: QUORUM_WEB_PORT=7576 npm start';
    return new Failure('port-taken', `Port ${port} of ${host} is taken.`, { remedy, cause: error });
  }
  const remedy = 'Choose another address or port with web.host and web.port, or QUORUM_WEB_HOST and QUORUM_WEB_PORT.';
  return new Failure('cannot-listen', `The web page cannot be served on ${host}:${port}: ${error.message}.`, {
    remedy,
    cause: error,
  });
}
