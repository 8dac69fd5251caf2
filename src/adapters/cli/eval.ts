import { type Command, Option } from 'commander';
import { Failure } from '../../failure.ts';
import type { Asked, Evaluated, SearchReport, SetFiles } from '../../knowledge/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliParts, Io, OpenQuorum } from './quorum.ts';
import { table } from './table.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { harmless, shorten } from './words.ts';

interface EvalSearchOptions extends SetFiles {
  json?: boolean;
  explain?: boolean;
  tune?: boolean;
  /** Show what `--tune` fits without using it. */
  dryRun?: boolean;
}

const missesShown = 10;

export function declareEval(
  program: Command,
  { io }: Pick<CliParts, 'io'>,
  using: (work: (quorum: OpenQuorum) => Promise<number>) => Promise<void>,
): void {
  const group = program.command('eval').description('judge how well Quorum does, on questions of your own');
  group
    .command('search')
    .description('how well search finds what questions ask for, and how often it rightly declines')
    .addOption(
      new Option('--entries <file>', 'JSONL of {thread, question, answer} or {id, title, text}').conflicts('pages'),
    )
    .option('--pages <folder>', 'a folder of Markdown or HTML, instead of entries')
    .requiredOption('--queries <file>', 'JSONL of {text} with the thread, passage or page that answers it, or null')
    .option('--explain', 'show the worst misses')
    .option('--tune', 'fit the weight of vectors and the confidence to these questions, and use them from now on')
    .option('--dry-run', 'with --tune: show what would be used')
    .option('--json', 'print it as JSON')
    .action(async (options: EvalSearchOptions) => {
      if (!options.entries && !options.pages) {
        throw new Failure('usage', 'What should be searched? Give --entries <file> or --pages <folder>.');
      }
      if (options.dryRun && !options.tune) {
        throw new Failure('usage', '--dry-run shows what --tune would use, and goes only with it.');
      }
      await using((quorum) => evalSearch(quorum, io, options));
    });
}

/** Measures in a store of its own: nothing of the community's is read or changed, but for what `--tune` fits. */
async function evalSearch({ knowledge }: OpenQuorum, io: Io, options: EvalSearchOptions): Promise<number> {
  const { json = false, explain = false, tune = false, dryRun = false, ...files } = options;
  const progress = (doing: string, share: number) => {
    if (io.stderr.isTTY) io.stderr.write(`\r\u001b[K${doing} … ${Math.round(share * 100)} %`);
  };
  const clear = () => io.stderr.isTTY && io.stderr.write('\r\u001b[K');
  const how = { misses: explain ? missesShown : 0, tune, onProgress: progress };
  return untilInterrupted(io, async (interrupted) => {
    const evaluated = await knowledge.evaluation.evaluate(files, how, interrupted).finally(clear);
    if (evaluated.tuned && !dryRun) await knowledge.evaluation.keep(evaluated.tuned.tuning);
    tell(io, evaluated, { json, explain, dryRun });
    return exitCodes.done;
  });
}

/** What came of it, as JSON or in words. */
function tell(
  io: Io,
  { report, misses, tuned }: Evaluated,
  { json, explain, dryRun }: { json: boolean; explain: boolean; dryRun: boolean },
): void {
  if (json) {
    const also = { ...(explain && { misses }), ...(tuned && { tuned }) };
    io.stdout.write(`${JSON.stringify({ ...report, ...also }, null, 2)}\n`);
    return;
  }
  io.stdout.write(`${describeReport(report)}\n`);
  if (explain)
    io.stdout.write(`\n${misses.length > 0 ? misses.map(describeMiss).join('\n\n') : 'Nothing was missed.'}\n`);
  if (tuned) {
    const { denseWeight, calibration, knownFrom } = tuned.tuning;
    io.stdout.write(
      `\nTuned on these very questions, so the figures below show how well it fits, not how well it will do:\n`,
    );
    io.stdout.write(`${describeReport(tuned.report)}\n`);
    io.stdout.write(
      `Weight of vectors ${denseWeight}, known from ${knownFrom.toFixed(2)}, ${JSON.stringify(calibration)}\n`,
    );
    for (const note of tuned.notes) io.stdout.write(`${note}\n`);
    io.stdout.write(dryRun ? 'Nothing was changed (--dry-run).\n' : 'It is used from now on.\n');
  }
}

function describeReport(report: SearchReport): string {
  const { n, answerable, msPerQuery, intervals } = report;
  const row = (name: string, measure: keyof SearchReport['intervals'], meaning: string) => {
    const value = report[measure];
    const interval = intervals[measure];
    const shown = value === null ? '–' : value.toFixed(3);
    return [name, shown, interval ? `${interval[0].toFixed(3)} – ${interval[1].toFixed(3)}` : '', meaning];
  };
  const rows = [
    ['MEASURE', 'VALUE', '95 % INTERVAL', 'MEANING'],
    row('R@1', 'r1', 'the right one came first'),
    row('R@5', 'r5', 'it came among the first five'),
    row('MRR@10', 'mrr10', 'one over its place'),
    row('nDCG@10', 'ndcg10', 'the same, gentler'),
    row('refused', 'refused', 'declined, of those that nothing answers'),
    row('wrongly refused', 'wronglyRefused', 'declined, of those that something answers'),
  ];
  return `${n} questions, ${answerable} of them answerable; ${msPerQuery.toFixed(1)} ms each.\n${table(rows)}`;
}

function describeMiss({ text, wanted, place, isRefused, confidence, found }: Asked): string {
  const sure = `${Math.round(confidence * 100)} % sure${isRefused ? ', so it was declined' : ''}`;
  const fate = wanted === null ? 'nothing answers it' : place === undefined ? 'not found' : `found at place ${place}`;
  const first = found.slice(0, 3).map(({ group, title, score }, index) => {
    const mark = group === wanted ? '✔' : ' ';
    return `  ${mark} ${index + 1}. ${score.toFixed(2)}  ${group}  ${shorten(harmless(title), 70)}`;
  });
  return [`“${shorten(harmless(text), 160)}”`, `  ${wanted ?? 'none'}: ${fate}; ${sure}`, ...first].join('\n');
}
