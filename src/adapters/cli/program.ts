import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { roles, type Wish } from '../../answering/index.ts';
import { describeRoute, describeWhy } from '../../bot/index.ts';
import { describeConfig } from '../../config/index.ts';
import { explain, Failure } from '../../failure.ts';
import { askCommand } from './ask.ts';
import { chatCommand } from './chat.ts';
import { declareCommands } from './commands/declare.ts';
import { terminalText } from './commands/terminal-text.ts';
import { doctorCommand } from './doctor/doctor.ts';
import { declareEval } from './eval.ts';
import { exitCodes } from './exit-codes.ts';
import { declareKnowledge } from './knowledge/commands.ts';
import { listModels, pullModel } from './models.ts';
import type { CliParts, OpenQuorum } from './quorum.ts';
import { readQuestion } from './read-question.ts';
import { table } from './table.ts';
import { shorten } from './words.ts';

/** Runs one command line to its end and returns what the shell is told. */
export async function runCli(argv: readonly string[], parts: CliParts): Promise<number> {
  const { io } = parts;
  let exitCode: number = exitCodes.done;
  const program = declareProgram(parts, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    io.stderr.write(`${explain(error)}\n`);
    return error instanceof Failure && error.code === 'usage' ? exitCodes.usage : exitCodes.failed;
  }
  return exitCode;
}

/** Everything that can be typed; `end` is told what the shell is told. */
export function declareProgram(parts: CliParts, end: (exitCode: number) => void): Command {
  const { io } = parts;
  const program = new Command('quorum')
    .description(
      'A self-hosted assistant for communities: it answers from local models and from what the community knows.',
    )
    .option('--config <file>', 'the settings file, instead of ./quorum.yaml')
    .option('--community <name>', 'the community that it is about, by its name or id, instead of the playground’s')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError('(npm run -s quorum -- --help lists the commands)');

  const settings = () => parts.loadConfig(program.opts<{ config?: string }>().config);
  const using = async (work: (quorum: OpenQuorum) => Promise<number>) => {
    const quorum = await parts.open(settings().config, program.opts<{ community?: string }>().community);
    try {
      end(await work(quorum));
    } finally {
      await quorum.close();
    }
  };

  program
    .command('start')
    .description('serve the page and every platform that is set up, until stopped')
    .action(async () => {
      const stop = new AbortController();
      const ignore = io.onInterrupt(() => stop.abort());
      await parts.serve(settings(), stop.signal).finally(ignore);
    });

  program
    .command('ask')
    .description('answer one question; what is piped in is asked, or goes with the question')
    .argument('[question...]', 'the question, or - to read it from standard input')
    .addOption(new Option('--role <role>', 'who should answer').choices(roles))
    .option('--model <model>', 'which model should answer')
    .option('--json', 'print everything about the answer as JSON')
    .action(async (words: string[], options: Wish & { json?: boolean }) => {
      const question = await readQuestion(words, io);
      if (question === undefined) {
        io.stderr.write('What is the question? For example: npm run -s quorum -- ask "How do I install Firefox?"\n');
        end(exitCodes.usage);
        return;
      }
      const { json = false, role, model } = options;
      const wish = role || model ? { ...(role && { role }), ...(model && { model }) } : undefined;
      await using((quorum) => askCommand(parts, quorum, question, { json, ...(wish && { wish }) }));
    });

  program
    .command('chat')
    .description('ask question after question, each with those before as context')
    .action(() => using((quorum) => chatCommand(parts, quorum)));

  program
    .command('why')
    .description('explain an answer: what made it, and what was sure of it')
    .argument('[answer]', 'its id or its question’s; the latest answer when left out')
    .option('--json', 'print it as JSON')
    .action((id: string | undefined, { json }: { json?: boolean }) =>
      using(async ({ bot, knowledge }) => {
        const remembered = await bot.recall(id, knowledge.communityId);
        if (!remembered) {
          io.stderr.write(id ? `There is no answer or question ${id}.\n` : 'Nothing has been answered yet.\n');
          return exitCodes.failed;
        }
        io.stdout.write(
          `${json ? JSON.stringify(remembered, null, 2) : terminalText(describeWhy(remembered, { forOperator: true }))}\n`,
        );
        return exitCodes.done;
      }),
    );

  program
    .command('route')
    .description('say which role and models a question would go to, and why')
    .argument('<question...>', 'the question')
    .option('--json', 'print it as JSON')
    .action((words: string[], { json }: { json?: boolean }) =>
      using(async ({ answering, knowledge }) => {
        const preview = await answering.preview(
          { communityId: knowledge.communityId, question: words.join(' ') },
          AbortSignal.timeout(15_000),
        );
        const models = preview.models.length > 0 ? preview.models.join(', then ') : 'none; no model can be reached';
        const text = [...describeRoute(preview.route), `Models: ${models}.`].join('\n');
        io.stdout.write(`${json ? JSON.stringify(preview, null, 2) : text}\n`);
        return exitCodes.done;
      }),
    );

  declareKnowledge(program, parts, using);
  declareEval(program, parts, using);

  program
    .command('config')
    .description('show the settings in effect and where each comes from')
    .option('--json', 'print them as JSON')
    .action(({ json }: { json?: boolean }) => {
      const rows = describeConfig(settings());
      const lines = rows.map(({ path, value, origin }) => [path, shorten(value, 60), origin]);
      io.stdout.write(`${json ? JSON.stringify(rows, null, 2) : table([['SETTING', 'VALUE', 'FROM'], ...lines])}\n`);
    });

  program
    .command('doctor')
    .description('check what can go wrong, and say what to type')
    .option('--json', 'print the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const { checks, close } = parts.doctorChecks(settings().config);
      end(await doctorCommand(checks, io, options).finally(close));
    });

  const models = program.command('models').description('the models that hosts have, and fetching more');
  models
    .command('list', { isDefault: true })
    .description('the models that can be asked, by host')
    .option('--json', 'print them as JSON')
    .action(async (options: { json?: boolean }) => {
      const { config } = settings();
      const hosts = parts.openModels(config);
      end(await listModels(hosts, config, io, options).finally(() => hosts.close()));
    });
  models
    .command('pull')
    .description('fetch a model onto a host')
    .argument('<model>', 'such as qwen3:8b', (name) => {
      if (name.startsWith('-') || /\s/.test(name)) throw new InvalidArgumentError('A model is named like qwen3:8b.');
      return name;
    })
    .option('--host <name>', 'the host, where there are several')
    .action(async (model: string, options: { host?: string }) => {
      const hosts = parts.openModels(settings().config);
      end(await pullModel(hosts, io, model, options).finally(() => hosts.close()));
    });

  declareCommands(program, parts, using);
  return program;
}
