/** Commands as small as they can be, one for each thing that Discord has to make of them. */
import { z } from 'zod';
import { type Command, defineCommand } from '../../../../src/bot/commands/command.ts';
import { fileOption, roleOption, roomOption } from '../../../../src/bot/commands/options.ts';
import { Failure } from '../../../../src/failure.ts';

const none = z.object({});
const about = { permission: 'everyone', isPrivate: false } as const;

const ask = defineCommand({
  ...about,
  name: 'ask',
  description: 'Ask a question',
  menu: { label: 'Ask Quorum about this', on: 'message', fills: 'question' },
  options: z.object({
    question: z.string().min(1).max(6000).describe('What you would like to know'),
    model: z.string().optional().describe('Which model should answer'),
    private: z.boolean().default(false).describe('Only you see the answer'),
  }),
  run: async ({ question, model, private: isPrivate }) => ({
    question: { text: question, isPrivate, ...(model !== undefined && { model }) },
  }),
});

const why = defineCommand({
  ...about,
  name: 'why',
  description: 'Show what made an answer',
  isPrivate: true,
  menu: { label: 'Why this answer?', on: 'answer', fills: 'answer' },
  options: z.object({ answer: z.string().optional().describe('Which answer') }),
  run: async ({ answer = 'the last' }) => ({ text: `It came from ${answer}.` }),
});

const search = defineCommand({
  ...about,
  name: 'knowledge search',
  description: 'Search what is known',
  options: z.object({
    words: z.string().min(1).max(200).describe('For what'),
    mostResults: z.int().min(1).max(20).default(5).describe('How many'),
    kind: z.enum(['pair', 'passage']).optional().describe('Of what kind'),
  }),
  suggest: {
    words: async (typed, _, others) =>
      ['coffee', 'tea'].map((drink) => ({
        name: `${typed} ${drink} ${others.mostResults ?? ''}`.trim(),
        value: drink,
      })),
  },
  run: async (options, { room }) => ({ text: `${JSON.stringify(options)} in ${room.name}` }),
});

const retire = defineCommand({
  ...about,
  name: 'knowledge retire',
  description: 'Take an entry back',
  permission: 'moderator',
  options: z.object({ entry: z.string().describe('Which') }),
  run: async ({ entry }, { actor }) => ({
    text: `${actor.name} retired ${entry}.`,
    buttons: [{ label: 'Bring it back', style: 'good', command: 'knowledge search', options: { words: entry } }],
  }),
});

const bringIn = defineCommand({
  ...about,
  name: 'knowledge import',
  description: 'Bring a file in',
  permission: 'moderator',
  options: z.object({ file: fileOption(1_000).describe('Which file') }),
  run: async ({ file }) => ({ text: `${file.name}: ${Buffer.from(file.bytes).toString()}` }),
});

const settings = defineCommand({
  ...about,
  name: 'settings',
  description: 'Set how Quorum works here',
  permission: 'manager',
  isPrivate: true,
  options: z.object({
    room: roomOption().optional().describe('For which room'),
    role: roleOption().optional().describe('Whose members are moderators'),
  }),
  run: async ({ room = 'none', role = 'none' }) => ({ text: `room ${room}, role ${role}` }),
});

const helpers = defineCommand({
  ...about,
  name: 'gaps',
  description: 'Show what nobody could answer',
  permission: 'helper',
  options: none,
  run: async () => ({ text: 'None.' }),
});

const stats = defineCommand({
  ...about,
  name: 'stats',
  description: 'Show figures',
  options: none,
  run: async () => ({
    text: 'Figures.\n\n@everyone, look.',
    pictures: [{ name: 'stats.png', png: Buffer.from('a picture'), alt: 'Questions per day, rising' }],
    files: [{ name: 'stats.csv', type: 'text/csv', bytes: Buffer.from('day,questions') }],
  }),
});

const problem = defineCommand({
  ...about,
  name: 'problem',
  description: 'Report a problem',
  isPrivate: true,
  menu: { label: 'Report this answer', on: 'answer', fills: 'answer' },
  options: z.object({
    what: z.string().min(1).max(1000).describe('What'),
    answer: z.string().optional().describe('With'),
  }),
  run: async ({ what, answer = 'nothing' }) => ({ text: `Noted about ${answer}: ${what}` }),
});

const feedback = defineCommand({
  ...about,
  name: 'feedback',
  description: 'Say what was wrong with an answer',
  isPrivate: true,
  options: z.object({
    answer: z.string().describe('Which'),
    reason: z.enum(['wrong', 'too long']).optional().describe('What was wrong'),
    text: z.string().max(1000).optional().describe('What is right'),
  }),
  async form({ answer }) {
    if (answer === 'answer-0') throw new Failure('not-there', 'For the log.', { memberText: 'It is gone.' });
    return {
      title: 'About this answer',
      fields: [
        { option: 'reason', label: 'What was wrong?', isRequired: false },
        { option: 'text', label: 'What is right?', hint: `In place of ${answer}`, value: 'Tea.', isRequired: false },
      ],
    };
  },
  run: async ({ answer, reason = 'nothing', text = '-' }) => ({ text: `${answer}: ${reason}, ${text}` }),
});

const correct: Command = {
  ...feedback,
  name: 'correct',
  menu: { label: 'Correct this answer', on: 'answer', fills: 'answer' },
};

const review = defineCommand({
  ...about,
  name: 'review',
  description: 'Show what waits',
  permission: 'moderator',
  isPrivate: true,
  options: z.object({
    page: z.int().default(1).describe('Which page'),
    text: z.string().optional().describe('What is right'),
  }),
  form: async () => ({ title: 'Edit', fields: [{ option: 'text', label: 'The answer', isRequired: true }] }),
  async run({ page, text }) {
    if (page > 2) throw new Failure('no-page', 'For the log.', { memberText: 'There is no such page.' });
    const turn = { command: 'review', style: 'plain' } as const;
    return {
      text: `Page ${page}${text ? `, ${text}` : ''}`,
      buttons: [
        { ...turn, label: 'Next', options: { page: page + 1 }, row: 1 },
        { ...turn, label: 'Edit', options: { page }, opensForm: true, row: 2 },
      ],
    };
  },
});

const broken = defineCommand({
  ...about,
  name: 'broken',
  description: 'Break',
  options: z.object({ how: z.enum(['told', 'untold']).describe('How') }),
  async run({ how }) {
    if (how === 'told') throw new Failure('not-done', 'For the log.', { memberText: 'That is full.' });
    throw new Error('A secret of the machine');
  },
});

export const commands: readonly Command[] = [
  ask,
  why,
  search,
  retire,
  bringIn,
  settings,
  helpers,
  stats,
  problem,
  feedback,
  correct,
  review,
  broken,
];
