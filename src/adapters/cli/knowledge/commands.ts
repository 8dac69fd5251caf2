/** The commands of `quorum knowledge`, as the command line declares them; each is a function in a file of its own. */
import { type Command, Option } from 'commander';
import { exportFormats, formats } from '../../../knowledge/index.ts';
import type { CliParts, OpenQuorum } from '../quorum.ts';
import { type AddOptions, addEntry } from './add.ts';
import { parseColumn, parseCount } from './arguments.ts';
import { type EditOptions, editEntry } from './edit.ts';
import { announceRelease, retireEntry, showEntry } from './entry-commands.ts';
import { type ExportOptions, exportKnowledge } from './export.ts';
import { showHistory } from './history.ts';
import { type ImportCommandOptions, importKnowledge } from './import.ts';
import { type ListOptions, listEntries } from './list.ts';
import { type SearchOptions, searchKnowledge } from './search.ts';
import { listSources } from './sources.ts';

interface AsJson {
  json?: boolean;
}

interface Trust {
  verified?: boolean;
  unverified?: boolean;
}

const id = ['<entry>', 'its id, or the end of it'] as const;
const room = ['--room <name>', 'only this room may be told of it; otherwise the whole community'] as const;
const json = ['--json', 'print it as JSON'] as const;
const unverified = () => new Option('--unverified', 'nobody vouches for it').conflicts('verified');

export function declareKnowledge(
  program: Command,
  parts: CliParts,
  using: (work: (quorum: OpenQuorum) => Promise<number>) => Promise<void>,
): void {
  const { io } = parts;
  const group = program
    .command('knowledge')
    .description('what the community knows: teach, import, search, change and export it')
    .showHelpAfterError('(npm run -s quorum -- knowledge --help lists the commands)');

  group
    .command('add')
    .description('teach a question with its answer; what is not given is asked for')
    .option('--question <text>', 'what is asked')
    .option('--answer <text>', 'what is answered; - reads it from standard input')
    .option('--category <name>', 'what it is filed under')
    .option('--url <address>', 'where more of it is to be read')
    .option('--holds-for <version>', 'the version of the subject that it speaks of')
    .option('--unverified', 'do not vouch for it: it is never quoted without a model')
    .option(...room)
    .option('--anyway', 'even if something known says nearly the same')
    .option(...json)
    .action((options: AddOptions) => using(({ knowledge }) => addEntry(knowledge, io, options)));

  group
    .command('import')
    .description('bring in a file, a folder, a repository or a site: all of it, or nothing')
    .argument('<target>', 'a path or an address; - reads standard input')
    .addOption(new Option('--format <format>', 'what it is in, where that is not recognised').choices(formats))
    .option(
      '--column <what=name>',
      'which column holds what, such as question=Frage; for each that is not found',
      parseColumn,
    )
    .option('--verified', 'vouch for all of it that does not say otherwise itself')
    .addOption(unverified())
    .option(...room)
    .option('--holds-for <version>', 'the version of the subject that it speaks of')
    .option('--branch <name>', 'of a repository')
    .option('--subfolder <path>', 'of a repository')
    .option('--most <pages>', 'the most pages of a site', parseCount)
    .option('--allow-private', 'even if the address lies within your own network')
    .option('--strict', 'keep nothing when a single row is refused')
    .option('--dry-run', 'keep nothing, and say what would come of it')
    .option('--every <time>', 'import it again by itself: 1h, 6h, 1d, 1w, what cron understands, or never')
    .option('--name <name>', 'what is piped in: by the same name it is the same source again')
    .option('--again', 'import a source as last time; the target is its name, id or address')
    .option(...json)
    .action((target: string, options: Omit<ImportCommandOptions, 'verified'> & Trust) =>
      using(({ knowledge }) => importKnowledge(parts, knowledge, target, withTrust(options))),
    );

  group
    .command('search')
    .description('what would be found for a question, and how sure that is')
    .argument('<question...>', 'the question')
    .option('--limit <count>', 'the most passages', parseCount, 5)
    .option('--room <name>', 'the room asked in; otherwise only what the whole community may be told')
    .option(...json)
    .action((words: string[], options: SearchOptions) =>
      using(({ knowledge }) => searchKnowledge(knowledge, io, words.join(' '), options)),
    );

  group
    .command('list')
    .description('the entries, oldest first')
    .option('--source <name>', 'of this source: its name, id or address')
    .option('--category <name>', 'filed under this')
    .addOption(new Option('--state <state>', 'in this state').choices(['known', 'review', 'retired', 'bad']))
    .option('--limit <count>', 'the most entries', parseCount, 50)
    .option('--after <id>', 'those that come after this one')
    .option(...json)
    .action((options: ListOptions) => using(({ knowledge }) => listEntries(knowledge, io, options)));

  group
    .command('show')
    .description('everything about an entry')
    .argument(...id)
    .option(...json)
    .action((which: string, options: AsJson) => using(({ knowledge }) => showEntry(knowledge, io, which, options)));

  group
    .command('edit')
    .description('change an entry; without a change given, its text opens in your editor')
    .argument(...id)
    .option('--question <text>', 'what is asked')
    .option('--answer <text>', 'what is answered')
    .option('--category <name>', 'what it is filed under; "" for nothing')
    .option('--url <address>', 'where more of it is to be read; "" for nowhere')
    .option('--holds-for <version>', 'the version of the subject that it speaks of')
    .option('--verified', 'vouch for it')
    .addOption(unverified())
    .option('--room <name>', 'only this room may be told of it')
    .addOption(new Option('--whole-community', 'the whole community may be told of it').conflicts('room'))
    .option(...json)
    .action((which: string, options: Omit<EditOptions, 'verified'> & Trust) =>
      using(({ knowledge }) => editEntry(knowledge, io, which, withTrust(options))),
    );

  group
    .command('retire')
    .description('take an entry out; its history stays')
    .argument(...id)
    .option(...json)
    .action((which: string, options: AsJson) => using(({ knowledge }) => retireEntry(knowledge, io, which, options)));

  group
    .command('history')
    .description('how an entry came to be what it is')
    .argument(...id)
    .option(...json)
    .action((which: string, options: AsJson) => using(({ knowledge }) => showHistory(knowledge, io, which, options)));

  group
    .command('sources')
    .description('where the knowledge comes from, and when it comes again')
    .option(...json)
    .action((options: AsJson) => using(({ knowledge }) => listSources(knowledge, io, options)));

  group
    .command('export')
    .description('what is known, as a file that import reads back')
    .addOption(new Option('--format <format>', 'what to write').choices(exportFormats).default('jsonl'))
    .option('--out <file>', 'where to; otherwise to standard output')
    .option('--source <name>', 'of this source alone')
    .option('--room <name>', 'what this room alone may be told')
    .option('--force', 'replace the file if it is there')
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
    .action((options: ExportOptions) => using(({ knowledge }) => exportKnowledge(knowledge, io, options)));

  group
    .command('release')
    .description('announce a version of the subject: entries for older ones become due for review')
    .argument('<version>', 'such as 24.11')
    .option(...json)
    .action((version: string, options: AsJson) =>
      using(({ knowledge }) => announceRelease(knowledge, io, version, options)),
    );
}

/** Two flags make one answer, which is undefined where neither was said. */
function withTrust<Options extends Trust>({ verified, unverified, ...options }: Options) {
  const trust = verified === undefined && unverified === undefined ? {} : { verified: verified === true };
  return { ...options, ...trust };
}
