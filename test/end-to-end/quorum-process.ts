/** The product as a person starts it: the real process, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../scratch.ts';

const root = join(import.meta.dirname, '../..');
/** As `npm start` and `npm run quorum` start it. */
const program = ['--import', pathToFileURL(join(root, 'scripts/compile-cache.mjs')).href, join(root, 'src/main.ts')];

/**
 * No host answers on port 9 ("discard"), so that an Ollama on the developer's machine is left alone, and which role answers
 * is left to no chance.
 */
export const quietSettings = {
  QUORUM_ROUTING_LEARN: 'false',
  QUORUM_HOSTS_LOCAL_URL: 'http://127.0.0.1:9',
  QUORUM_WEB_PORT: '0',
};

export interface Workplace {
  folder: string;
  /** A command to its end. */
  run(argv: string[], options?: { input?: string; env?: Record<string, string> }): Promise<Ended>;
  /** A command that goes on. */
  start(argv: string[], env?: Record<string, string>): Running;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  process: ChildProcess;
  /** Waits for a line of its output that matches, and returns what matched. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

/** An empty folder with settings from the environment alone; nothing of the real one comes in. */
export function workplace(settings: Record<string, string> = {}): Workplace {
  const folder = scratchFolder();
  const environment = { PATH: process.env.PATH, HOME: folder, ...quietSettings, ...settings };

  function start(argv: string[], env: Record<string, string> = {}, input?: string): Running {
    const child = spawn(process.execPath, [...program, ...argv], {
      cwd: folder,
      env: { ...environment, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const { stdout: out, stderr: err } = child;
    if (!out || !err) throw new Error('The process has no output to read.');
    child.stdin?.end(input);
    let seen = '';
    const ended = Promise.all([once(child, 'exit'), text(out), text(err)]).then(([[code], stdout, stderr]) => ({
      code: typeof code === 'number' ? code : null,
      stdout,
      stderr,
    }));
    return {
      process: child,
      ended,
      line: (pattern) =>
        new Promise((resolve, reject) => {
          const look = (chunk: Buffer | string = '') => {
            seen += chunk;
            const found = pattern.exec(seen);
            if (found) resolve(found);
          };
          out.on('data', look);
          err.on('data', look);
          void ended.then(({ stdout, stderr }) =>
            reject(new Error(`It ended without ${pattern}:\n${stdout}${stderr}`)),
          );
          look();
        }),
    };
  }

  return {
    folder,
    start: (argv, env) => start(argv, env),
    run: (argv, { input, env } = {}) => start(argv, env, input).ended,
  };
}

/** The address of the page, once a started Quorum says that it is ready. */
export async function addressOf(quorum: Running): Promise<string> {
  const [, url = ''] = await quorum.line(/ready: (http:\/\/127\.0\.0\.1:\d+)/);
  return url;
}
