import { roles } from '../../answering/index.ts';
import type { Config } from '../../config/index.ts';
import type { Hosts } from '../../models/index.ts';
import { sameModel } from '../../models/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './quorum.ts';
import { bar, bytesOf, table } from './table.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** `quorum models list`: what each host has, and which roles would want it. */
export async function listModels(
  hosts: Hosts,
  config: Config,
  io: Io,
  { json = false }: { json?: boolean },
): Promise<number> {
  const available = await hosts.available(AbortSignal.timeout(config.timeouts.connectMs + 10_000));
  const status = hosts.status();
  if (json) {
    const down = status.flatMap(({ name, url, why }) => (why ? [{ host: name, url, why: why.message }] : []));
    io.stdout.write(`${JSON.stringify({ models: available, down }, null, 2)}\n`);
  } else {
    const rows = available.map(({ host, name, bytes, detail, purpose }) => {
      const wantedBy = roles.filter((role) => config.roles[role].models.some((wanted) => sameModel(wanted, name)));
      return [
        name,
        host,
        bytes === undefined ? '' : bytesOf(bytes),
        detail ?? '',
        purpose === 'embedding' ? 'embedding' : wantedBy.join(', '),
      ];
    });
    if (rows.length > 0) io.stdout.write(`${table([['MODEL', 'HOST', 'SIZE', 'DETAIL', 'ROLES'], ...rows])}\n`);
    for (const { name, why } of status)
      if (why) io.stderr.write(`${name}: ${why.message}${why.remedy ? `\n  ${why.remedy}` : ''}\n`);
    if (rows.length === 0 && status.every(({ why }) => !why)) {
      io.stderr.write(
        `No host has a model yet. Fetch one: npm run -s quorum -- models pull ${config.roles.quick.models[0] ?? 'llama3.2:3b'}\n`,
      );
    }
  }
  return status.some(({ state }) => state === 'up') ? exitCodes.done : exitCodes.failed;
}

/** `quorum models pull`: fetches a model and shows how far it is. Ctrl-C stops it; the host goes on from there next time. */
export async function pullModel(hosts: Hosts, io: Io, model: string, { host }: { host?: string }): Promise<number> {
  const live = io.stderr.isTTY === true;
  let shown = '';
  async function pull(interrupted: AbortSignal): Promise<number> {
    for await (const { status, completedBytes, totalBytes } of hosts.pull(model, host, interrupted)) {
      const share =
        completedBytes !== undefined && totalBytes
          ? ` ${bar(completedBytes / totalBytes)} ${bytesOf(completedBytes)} of ${bytesOf(totalBytes)}`
          : '';
      if (live) io.stderr.write(`\r\u001b[K${status}${share}`);
      else if (status !== shown) io.stderr.write(`${status}\n`);
      shown = status;
    }
    io.stderr.write(`${live ? '\r\u001b[K' : ''}${model} is there.\n`);
    return exitCodes.done;
  }

  const endLine = (error: unknown) => {
    if (live) io.stderr.write('\n');
    throw error;
  };
  return untilInterrupted(
    io,
    (interrupted) => pull(interrupted).catch(endLine),
    () => io.stderr.write('Stopped; pulling again goes on from here.\n'),
  );
}
