/** A port that can go down and come back, as a host does that is restarted. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

export interface Listener {
  readonly url: string;
  /** True from the moment it goes down until it listens again. */
  readonly isDown: boolean;
  /** Stops listening and breaks every connection. */
  goDown(): Promise<void>;
  /** Listens again on the same port. */
  comeBack(): Promise<void>;
}

export async function listen(host: string, port: number, onRequest: RequestListener): Promise<Listener> {
  const server = createServer(onRequest);
  let isDown = true;

  async function bind(toPort: number): Promise<number> {
    server.listen(toPort, host);
    await once(server, 'listening');
    isDown = false;
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : toPort;
  }

  const bound = await bind(port);
  return {
    url: `http://${host}:${bound}`,
    get isDown() {
      return isDown;
    },
    async goDown() {
      if (isDown) return;
      isDown = true;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      if (isDown) await bind(bound);
    },
  };
}
