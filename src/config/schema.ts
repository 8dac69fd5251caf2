import { z } from 'zod';
import { logLevels } from '../log.ts';
import { hasCredentials, isHttpAddress, isLoopback } from './address.ts';
import { hosts } from './hosts-schema.ts';
import { personas } from './personas.ts';
import { routing } from './routing-schema.ts';

/**
 * Every setting that may be written: its meaning, its limits, its default. The documentation, the names of the variables
 * and the example files all follow from here. `expected` completes "expected …" where the type alone does not say it,
 * `defaultsTo` says in words what a setting is when nobody writes it.
 */

const text = (least: number, most: number) => z.string().min(least).max(most);
const whole = (least: number, most: number) => z.int().min(least).max(most);

function role(own: { for: string; models: string[]; persona: string; temperature: number; answerTokens: number }) {
  const section = z.strictObject({
    models: z
      .array(text(1, 200))
      .min(1)
      .max(20)
      .default(own.models)
      .describe('The models that may play the role, by preference: the first that a host has is used.'),
    persona: text(1, 4000).default(own.persona).describe('Who the model is told to be.'),
    temperature: z.number().min(0).max(2).default(own.temperature).describe('How freely it chooses its words.'),
    topP: z.number().gt(0).max(1).default(0.9).describe('The share of likely words that it chooses from.'),
    repeatPenalty: z.number().min(0.5).max(2).default(1.1).describe('How strongly it avoids repeating itself.'),
    answerTokens: whole(64, 32_768).default(own.answerTokens).describe('The longest answer, in tokens.'),
  });
  return section.prefault({}).describe(own.for);
}

const database = z
  .string()
  .refine((url) => !/^postgres/i.test(url), { error: 'PostgreSQL is not supported yet', abort: true })
  .refine((url) => /^file:(?!:memory:)[^?#]+$/.test(url), { error: '' })
  .meta({
    description: 'Where the database is.',
    expected: '"file:" and the path of a file',
    defaultsTo: 'quorum.db in the data folder',
    example: 'file:data/quorum.db',
  });

const memberKey = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .meta({
    description: 'The key of the hashes that stand for members; with another key, everyone is a stranger.',
    expected: '64 hexadecimal characters',
    defaultsTo: 'a key made on the first start and kept in the data folder',
    secret: true,
  });

const web = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether the web page is served.'),
  host: z
    .string()
    .refine(isLoopback, { error: 'signing in from beyond this machine comes with a later version' })
    .default('127.0.0.1')
    .meta({ description: 'The address it listens on.', expected: '127.0.0.1, ::1 or localhost' }),
  port: whole(0, 65_535).default(7575).describe('The port it listens on; 0 takes any that is free.'),
});

const community = z.strictObject({
  name: text(1, 100).default('Playground').describe('What the community is called.'),
  subject: text(0, 200).default('NixOS').describe('What it is about, as part of every persona; may be empty ("").'),
  forbidden: z.array(text(1, 200)).max(100).default([]).describe('Topics that Quorum declines to speak about.'),
  starterPack: z.boolean().default(true).describe('Whether the first start loads the starter knowledge.'),
});

const discord = z.strictObject({
  token: z
    .string()
    .regex(/^[\w-]{10,}(\.[\w-]+)*$/)
    .optional()
    .meta({
      description: 'The token of the bot, from the developer portal; with it, Quorum is on Discord.',
      expected: 'a bot token: letters, digits, dots, hyphens and underscores',
      defaultsTo: 'none: Quorum is not on Discord',
      secret: true,
    }),
  api: z
    .string()
    .refine((address) => !hasCredentials(address), { error: 'a key does not belong in the address', abort: true })
    .refine(isHttpAddress, { error: '' })
    .default('https://discord.com/api')
    .meta({
      description: 'Where Discord’s API is reached; another address only for a proxy of it.',
      expected: 'an address such as https://discord.com/api',
    }),
  helpWaitSeconds: whole(0, 3600)
    .default(60)
    .describe('How long people go first in a help room before Quorum answers unasked, in seconds.'),
  trainingPermission: z
    .boolean()
    .default(false)
    .describe(
      'Whether Discord has permitted you, in writing, to train models on message content; without it such text trains no weights.',
    ),
});

const retrieval = z.strictObject({
  passages: whole(1, 20).default(5).describe('How many passages an answer may be made from.'),
  budgetMs: whole(10, 10_000).default(300).describe('How long the search may take, in milliseconds.'),
  embedding: z
    .array(text(1, 200))
    .max(20)
    .default(['embeddinggemma', 'nomic-embed-text', 'bge-m3', 'qwen3-embedding:0.6b', 'mxbai-embed-large'])
    .describe(
      'The models that turn texts into vectors, by preference: the first that a host has is used. With none ([]), words alone are searched.',
    ),
  passageTokens: whole(100, 32_768).default(1200).describe('The length of all passages together, in tokens.'),
});

const limits = z.strictObject({
  questionChars: whole(1, 100_000).default(4000).describe('The longest question, in characters.'),
  questionsPerMinutePerMember: whole(1, 1000).default(6).describe('How many questions one member may ask in a minute.'),
  questionsPerMinutePerRoom: whole(1, 10_000).default(30).describe('How many questions one room may ask in a minute.'),
  waitingPerMember: whole(1, 100).default(3).describe('How many questions of one member may wait at once.'),
  queueLength: whole(1, 10_000).default(500).describe('How many questions may wait altogether.'),
  batchSize: whole(1, 64).default(4).describe('How many questions for the loaded model may overtake the others.'),
});

const drafts = z.strictObject({
  earnedShare: z
    .number()
    .min(0.5)
    .max(0.999)
    .default(0.9)
    .describe(
      'The share of drafts that must be right, as surely as nineteen in twenty, before Quorum proposes to help by itself: one wrong answer in ten is what people still put right.',
    ),
  earnedOver: whole(20, 10_000)
    .default(50)
    .describe('Over how many drafts at least: with fewer, a lucky week would do; with 50, one may have been wrong.'),
});

const votes = z.strictObject({
  moderatorWeight: z
    .number()
    .min(1)
    .max(100)
    .default(3)
    .describe('What a moderator’s vote weighs; a member’s weighs 1.'),
  newcomerWeight: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('What the vote of somebody weighs who has just joined: accounts can be made for voting.'),
  askerWeight: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('What the vote of whoever asked weighs at most: everyone likes what agrees with them.'),
  newcomersTogether: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe(
      'What all who have just joined may weigh on one side, together with whoever asked: a burst of new accounts decides nothing, also not for their owner.',
    ),
  settledAfterDays: whole(0, 365).default(7).describe('After how many days a member is new no more.'),
  majority: z
    .number()
    .min(1)
    .max(100)
    .default(2)
    .describe('How many times the weight of the other side it takes to approve or deny.'),
  mostShare: z
    .number()
    .min(0.1)
    .max(0.9)
    .default(0.66)
    .describe('The largest part of a side that may be one member’s, so that nobody’s voice is the quorum.'),
});

const timeouts = z.strictObject({
  connectMs: whole(100, 60_000).default(3000).describe('How long a host may take to be reached, in milliseconds.'),
  firstTokenMs: whole(1000, 1_800_000)
    .default(120_000)
    .describe('How long an answer may take to begin, in milliseconds; models load slowly.'),
  betweenTokensMs: whole(1000, 600_000).default(30_000).describe('How long it may pause, in milliseconds.'),
  answerMs: whole(1000, 3_600_000).default(300_000).describe('How long it may take altogether, in milliseconds.'),
  leaseMs: whole(1000, 600_000)
    .default(30_000)
    .describe('How long a question stays with an instance that gives no sign of life, in milliseconds.'),
});

export const schema = z.strictObject({
  data: text(1, 4096).default('data').describe('The folder for everything that Quorum keeps.'),
  database: database.optional(),
  memberKey: memberKey.optional(),
  log: z
    .strictObject({ level: z.enum(logLevels).default('info').describe('The least important event that is written.') })
    .prefault({})
    .describe('What Quorum says about its own work.'),
  web: web.prefault({}).describe('The web page, where Quorum can be asked without any chat platform.'),
  community: community.prefault({}).describe('The community it serves.'),
  discord: discord.prefault({}).describe('Discord.'),
  hosts,
  roles: z
    .strictObject({
      expert: role({
        for: 'Answers that must be right.',
        models: ['qwen3:8b', 'llama3.1:8b', 'gemma3:12b'],
        persona: personas.expert,
        temperature: 0.4,
        answerTokens: 1024,
      }),
      empathy: role({
        for: 'Answers to someone who is new, stuck or frustrated.',
        models: ['gemma3:4b', 'llama3.1:8b', 'qwen3:8b'],
        persona: personas.empathy,
        temperature: 0.7,
        answerTokens: 1024,
      }),
      coder: role({
        for: 'Answers that are code.',
        models: ['qwen2.5-coder:7b', 'qwen3:8b'],
        persona: personas.coder,
        temperature: 0.2,
        answerTokens: 1024,
      }),
      quick: role({
        for: 'Short answers, and every answer while the queue is long.',
        models: ['llama3.2:3b', 'gemma3:4b', 'qwen3:4b'],
        persona: personas.quick,
        temperature: 0.4,
        answerTokens: 400,
      }),
    })
    .prefault({})
    .describe('What models are for.'),
  retrieval: retrieval.prefault({}).describe('How Quorum looks up what the community knows.'),
  routing: routing.prefault({}).describe('How votes decide which role answers what kind of question.'),
  limits: limits.prefault({}).describe('How much may be asked of it.'),
  drafts: drafts.prefault({}).describe('What it takes until drafts need no longer be looked at.'),
  votes: votes.prefault({}).describe('How members’ votes are counted.'),
  timeouts: timeouts.prefault({}).describe('How long it waits for what.'),
});

/** The settings as written, with their defaults; what follows from other settings is not filled in yet. */
export type Written = z.output<typeof schema>;
