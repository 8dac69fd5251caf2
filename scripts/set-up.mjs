// Brings the checkout into a state that can run: dependencies (Node 24 among them) and the generated store client.
// Plain JavaScript on Node's own modules, because it runs before anything is installed, on whatever Node is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { unpackQueryCompiler } from './unpack-query-compiler.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const inputs = [
  ...['package.json', 'package-lock.json', 'prisma/schema.prisma', 'prisma.config.ts'],
  'scripts/unpack-query-compiler.mjs',
];
const stamp = join(root, 'node_modules', '.quorum-set-up');

const wanted = createHash('sha256')
  .update(inputs.map((file) => readFileSync(join(root, file), 'utf8')).join('\0'))
  .update(process.platform + process.arch)
  .digest('hex');

if (isSetUp()) process.exit(0);

say('Setting up: installing dependencies from the npm registry (once; about a minute) …');
// The engines that Prisma would download are not needed: migrations run on its WebAssembly engine.
run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
run('npm', ['rebuild', 'node', '--loglevel=error']); // its script is what brings Node 24

say('Setting up: generating the store client …');
run(join(root, 'node_modules', '.bin', 'prisma'), ['generate'], {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // named so that Prisma downloads none; `generate` never calls it
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
});
unpackQueryCompiler(join(root, 'src', 'store', 'generated'));
writeFileSync(stamp, wanted);

function isSetUp() {
  if (!existsSync(stamp) || !existsSync(join(root, 'src', 'store', 'generated'))) return false;
  return readFileSync(stamp, 'utf8') === wanted;
}

/** Runs a step quietly; when it fails, shows what it printed and stops. */
function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  say(`Set-up failed at \`${command} ${args.join(' ')}\`${result.error ? `: ${result.error.message}` : ''}.`);
  process.exit(result.status ?? 1);
}

function say(line) {
  process.stderr.write(`${line}\n`); // standard output belongs to the command that follows
}
