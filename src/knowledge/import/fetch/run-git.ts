/**
 * One run of git, for repositories that nobody vouches for: no shell, no hooks, no helpers or filters of the machine's
 * settings, no protocol but those named, nobody asked for a password. Stopping it stops what it started, too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Failure } from '../../../failure.ts';
import { shownText } from './shown.ts';

export interface GitRun {
  /** Where git is found and how it reaches the network; of these variables only the harmless ones reach it. */
  env: Record<string, string | undefined>;
  /** More settings, which stay off the command line that everyone on the machine can read. */
  settings: [name: string, value: string][];
  protocols: string[];
  /** The repository and where its files go. */
  gitFolder: string;
  files: string;
  signal: AbortSignal;
  onProgress?: ((doing: string) => void) | undefined;
}

/** Git ran, and could not do it. The message is the last thing that it said. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

const mostOutput = 64 * 1024 * 1024;

/** What git prints. */
export async function runGit(run: GitRun, args: string[]): Promise<string> {
  run.signal.throwIfAborted();
  const child = spawn('git', [...folders(run), ...args], {
    env: environment(run),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that its helpers can be stopped with it.
    detached: true,
    windowsHide: true,
  });
  const stop = () => kill(child);
  run.signal.addEventListener('abort', stop, { once: true });
  try {
    const [output, complaint] = await Promise.all([outputOf(child), complaintOf(child, run.onProgress), ended(child)]);
    run.signal.throwIfAborted();
    if (child.exitCode !== 0) throw new GitError(complaint);
    return output;
  } finally {
    stop();
    run.signal.removeEventListener('abort', stop);
  }
}

function folders({ gitFolder, files }: GitRun): string[] {
  return [`--git-dir=${gitFolder}`, `--work-tree=${files}`];
}

const harmless: [string, string][] = [
  ['core.bare', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.symlinks', 'false'],
  ['core.fsmonitor', 'false'],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['core.autocrlf', 'false'],
  ['core.logAllRefUpdates', 'false'],
  ['credential.helper', ''],
  ['protocol.ext.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['gc.autoDetach', 'false'],
  ['maintenance.autoDetach', 'false'],
  ['init.defaultBranch', 'fetched'],
  ['advice.detachedHead', 'false'],
];

const passedOn = [
  ...[
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'TMPDIR',
    'TMP',
    'TEMP',
    'SSH_AUTH_SOCK',
    'SYSTEMROOT',
    'USERPROFILE',
    'PATHEXT',
  ],
  ...['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NIX_SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'GIT_EXEC_PATH'],
];

function environment({ env, settings, protocols }: GitRun): Record<string, string> {
  const all = [...harmless, ...settings];
  return {
    ...Object.fromEntries(passedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    ...Object.fromEntries(
      all.flatMap(([name, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, name],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
    GIT_CONFIG_COUNT: String(all.length),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: protocols.join(':'),
    GIT_TERMINAL_PROMPT: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    // Never asks; a host that is not known yet is a failure, not a question.
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oControlMaster=no',
    LC_ALL: 'C',
  };
}

async function outputOf({ stdout }: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdout ?? []) {
    bytes += chunk.length;
    if (bytes > mostOutput) throw new GitError('it printed more than can be read');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The last line that says what went wrong. Lines of progress are passed on. */
async function complaintOf({ stderr }: ChildProcess, onProgress?: (doing: string) => void): Promise<string> {
  let last = 'it gave no reason';
  let rest = '';
  for await (const chunk of stderr ?? []) {
    const lines = (rest + chunk.toString('utf8')).split(/[\r\n]+/);
    rest = (lines.pop() ?? '').slice(-2000);
    for (const line of lines) read(line);
  }
  read(rest);
  return last;

  function read(line: string) {
    const progress = /^(?:remote: )?([A-Z][a-z]+ [a-z]+: +\d{1,3}%)/.exec(line)?.[1];
    const said = /^(?:(?:fatal|error|remote|ssh|ERROR): *)?(\S.*)/.exec(line)?.[1];
    if (progress !== undefined) onProgress?.(shownText(progress));
    else if (said !== undefined && !stock.test(said)) last = shownText(said);
  }
}

/** What git adds to any failure to connect, after the line that says what it was. */
const stock =
  /^(Could not read from remote repository|Please make sure you have the correct|and the repository exists)/;

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject('code' in error && error.code === 'ENOENT' ? gitMissing(error) : error));
    child.once('close', () => resolve());
  });
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // a system without groups, or it ended just now
  }
}

function gitMissing(cause: Error): Failure {
  return new Failure('git-missing', 'Repositories are fetched with git, which is not installed on this machine.', {
    remedy: 'Install git, or import a folder instead.',
    cause,
  });
}
