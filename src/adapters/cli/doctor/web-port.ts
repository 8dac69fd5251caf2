import { createServer } from 'node:net';
import { type Check, good, warning } from './check.ts';

/** Whether the page's port is free; taken is no fault when Quorum itself has it. */
export const checkWebPort =
  ({ enabled, host, port }: { enabled: boolean; host: string; port: number }): Check =>
  async () => {
    if (!enabled) return [good('Web page', 'switched off')];
    const address = `http://${host}:${port}`;
    const error = await tryToListen(host, port);
    if (!error) return [good('Web page', `${address} is free`)];
    return [
      warning(
        'Web page',
        `${address} is taken (${error}): by a Quorum that runs already, or by something else.`,
        'Another port: QUORUM_WEB_PORT=7576 npm start',
      ),
    ];
  };

function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
