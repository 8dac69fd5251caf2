import { Failure } from '../../../failure.ts';
import type { ColumnName, Format, ImportReport, ImportSettings, Schedule } from '../../../knowledge/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliParts, OpenKnowledge } from '../quorum.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { harmless, shorten } from '../words.ts';
import { cronOf } from './every.ts';
import { findRoom } from './find-room.ts';
import { createProgressLine } from './import-progress.ts';
import { describeImport } from './import-report.ts';
import { keepPiped } from './piped-file.ts';
import { print, timeOf } from './print.ts';

export interface ImportCommandOptions {
  format?: Format;
  column?: Partial<Record<ColumnName, string>>;
  /** Undefined where neither --verified nor --unverified was said. */
  verified?: boolean;
  room?: string;
  holdsFor?: string;
  branch?: string;
  subfolder?: string;
  most?: number;
  allowPrivate?: boolean;
  strict?: boolean;
  dryRun?: boolean;
  every?: string;
  name?: string;
  again?: boolean;
  json?: boolean;
}

type Parts = Pick<CliParts, 'io' | 'now' | 'nextRun'>;

/** `quorum knowledge import`: all of a source or nothing. Ctrl-C stops it, and nothing of it is kept. */
export async function importKnowledge(
  { io, now, nextRun }: Parts,
  knowledge: OpenKnowledge,
  target: string,
  options: ImportCommandOptions,
): Promise<number> {
  refuseContradictions(target, options);
  const schedule = options.every === undefined ? undefined : scheduleOf(options.every, now(), nextRun);
  io.giveWay();
  const work = async (interrupted: AbortSignal): Promise<number> => {
    const progress = createProgressLine(io, target === '-' ? 'standard input' : shorten(harmless(target), 80));
    const { strict = false, dryRun = false } = options;
    const how = { strict, dryRun, onProgress: progress.reading, onFetch: progress.fetching };
    const report = await run(how, interrupted).finally(progress.clear);
    const next = report.dropped ? undefined : await keepSchedule(knowledge, target, schedule);
    print(io, options.json, report, () => [describeImport(report), ...remarks(report, options, next)].join('\n'));
    return report.dropped === 'strict' ? exitCodes.failed : exitCodes.done;
  };
  return untilInterrupted(io, work, () => io.stderr.write('Stopped; nothing of it was kept.\n'));

  async function run(
    how: Parameters<OpenKnowledge['sources']['import']>[2],
    interrupted: AbortSignal,
  ): Promise<ImportReport> {
    const { sources } = knowledge;
    if (options.again) return sources.importAgain((await sources.find(target)).id, how, interrupted);
    const settings = settingsOf(options, (await findRoom(knowledge, options.room)) ?? null);
    if (target !== '-') return sources.import(target, settings, how, interrupted);
    const piped = await keepPiped(io, interrupted);
    const as = options.name ?? `standard input of ${timeOf(now())}`;
    return sources.import(piped.file, settings, { ...how, as }, interrupted).finally(piped.remove);
  }
}

/** Trust is stated, never guessed: a row is verified if it says so itself, or if whoever imports it does. */
function settingsOf(options: ImportCommandOptions, audienceRoomId: string | null): ImportSettings {
  const { format, column, verified = false, holdsFor, branch, subfolder, most, allowPrivate } = options;
  const own = { ...(format && { format }), ...(column && { columns: column }), ...(holdsFor && { holdsFor }) };
  const ofAddress = { ...(branch && { branch }), ...(subfolder && { subfolder }), ...(most && { most }) };
  return { audienceRoomId, verified, ...own, ...ofAddress, ...(allowPrivate && { allowPrivate }) };
}

/** What is kept with a source, so that importing again means the same. */
const storedFlags = [
  ['format', '--format'],
  ['column', '--column'],
  ['verified', '--verified or --unverified'],
  ['room', '--room'],
  ['holdsFor', '--holds-for'],
  ['branch', '--branch'],
  ['subfolder', '--subfolder'],
  ['most', '--most'],
  ['allowPrivate', '--allow-private'],
] as const satisfies [keyof ImportCommandOptions, string][];

function refuseContradictions(target: string, options: ImportCommandOptions): void {
  const { again, every, dryRun, format, name } = options;
  const said = storedFlags.flatMap(([name, flag]) => (options[name] === undefined ? [] : [flag]));
  if (again && said.length > 0)
    throw usage(
      `--again imports as last time, so it goes without ${said.join(', ')}.`,
      'Leave --again out to import it differently.',
    );
  if (every !== undefined && dryRun)
    throw usage('A dry run keeps nothing, not even when to import again.', 'Leave --every or --dry-run out.');
  if (name !== undefined && target !== '-')
    throw usage('Only what is piped in is given a name; everything else has one.', 'Leave --name out.');
  if (target !== '-') return;
  if (every !== undefined || again)
    throw usage('What was piped in cannot be imported again by itself.', 'Save it to a file, and import that.');
  if (format === undefined)
    throw usage('What is piped in has no name to tell its format by.', 'Say it, for example: --format jsonl');
}

function usage(message: string, remedy: string): Failure {
  return new Failure('usage', message, { remedy });
}

/** Looked at before anything is imported, so that a mistake in it costs nothing. Null takes a schedule away. */
function scheduleOf(every: string, now: Date, nextRun: CliParts['nextRun']): Schedule | null {
  const cron = cronOf(every, now);
  return cron === undefined ? null : { cron, next: nextRun(cron, now) };
}

async function keepSchedule(
  { sources }: OpenKnowledge,
  target: string,
  schedule: Schedule | null | undefined,
): Promise<Date | undefined> {
  if (schedule === undefined) return undefined;
  const { id } = await sources.find(target);
  await sources.schedule(id, schedule ?? undefined);
  return schedule?.next;
}

function remarks(
  { added, changed, dropped }: ImportReport,
  { verified, again, every }: ImportCommandOptions,
  next: Date | undefined,
): string[] {
  const isUnsaid = verified === undefined && !again && dropped !== 'strict' && added + changed > 0;
  return [
    ...(isUnsaid
      ? ['What does not say of itself that it is verified counts as unverified; --verified vouches for all of it.']
      : []),
    ...(next ? [`It is imported again by itself while Quorum runs, next at ${timeOf(next)}.`] : []),
    ...(every === 'never' ? ['It is not imported again by itself.'] : []),
  ];
}
