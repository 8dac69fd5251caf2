import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/bot/index.ts';
import { onePixel } from '../one-pixel.ts';
import { type QuorumOptions, startQuorum } from './quorum-builder.ts';

const firefox = { title: 'How do I install Firefox?', text: 'Set `programs.firefox.enable = true;` and rebuild.' };
const collision = {
  title: 'What do I do about a collision between two packages?',
  text: 'Set `meta.priority` of one of them with `lib.hiPrio`.',
};
const log = {
  name: 'build.log',
  text: 'evaluating\nerror: collision between two packages, meta.priority is 5\nrun `nix-store --verify` now',
};
/** What is said under an answer of what came with its question. */
const remarksIn = (outcome: Outcome) => (outcome.state === 'answered' ? outcome.answer.making.remarks : outcome.state);
const gif = new TextEncoder().encode('GIF89a');

async function startStrictly(options: QuorumOptions = {}) {
  const quorum = await startQuorum(options);
  const turn = () => quorum.ollama.chats.at(-1)?.messages.at(-1);
  return { ...quorum, turn };
}

describe('a text that came with a question', () => {
  test('is read by the model as data, finds what the question does not name, and vouches for what it says', async () => {
    const { ask, knows, turn, ollama } = await startStrictly({
      answer: () => 'Run `nix-store --verify`, then `rm -rf /x`.',
    });
    await knows(firefox);
    await knows(collision);
    const { outcome } = await ask('why does this fail?', { attached: [log] });
    expect(turn()?.content).toContain(`File 1:\n| build.log\n|\n| evaluating\n| error: collision between`);
    expect(outcome).toMatchObject({
      answer: {
        label: 'fromSources',
        sources: [{ title: collision.title }],
        unverified: ['rm -rf /x'],
        route: { role: 'expert', why: 'The question asks why and comes with a log.' },
      },
    });
    expect(remarksIn(outcome)).toBeUndefined();
    expect(ollama.refusals).toEqual([]);
  });

  test('makes the question another one than that of a verified entry', async () => {
    const { ask, knows } = await startStrictly();
    await knows(firefox);
    expect(await ask(firefox.title)).toMatchObject({ outcome: { answer: { manner: 'quoted' } } });
    expect(await ask(firefox.title, { attached: [log] })).toMatchObject({
      outcome: { answer: { manner: 'generated' } },
    });
    expect(await ask(firefox.title, { pictures: [onePixel] })).toMatchObject({
      outcome: { answer: { manner: 'generated' } },
    });
  });

  test('that is too long to be read whole is said to be', async () => {
    const { ask, bot } = await startStrictly();
    const text = Array.from({ length: 9000 }, (_, at) => `line ${at}`).join('\n');
    const { outcome } = await ask('What is this?', { attached: [{ name: 'long.log', text }] });
    const remarks = [
      expect.stringMatching(/^`long\.log` is long: I read its beginning, its end .* left out [\d,]+ of its lines\.$/),
    ];
    expect(outcome).toMatchObject({ answer: { making: { remarks } } });
    expect(await bot.recall()).toMatchObject({ answer: { making: { remarks } } });
  });

  test('is not read where no model answers, and that is said', async () => {
    const { ask, knows } = await startStrictly({ withoutHosts: true });
    await knows(firefox);
    expect(await ask('firefox install', { attached: [{ name: 'a.nix', text: '{ }' }] })).toMatchObject({
      outcome: {
        answer: {
          manner: 'excerpts',
          making: { remarks: ['Without a model, I could not read what came with your question.'] },
        },
      },
    });
  });
});

describe('pictures that came with a question', () => {
  const seer = { name: 'gemma3:4b', sees: true };
  const blind = { name: 'llama3.2:3b' };

  test('are shown to a model that sees, in place of the one that would have answered', async () => {
    const { ask, turn, ollama } = await startStrictly({ models: [blind, seer] });
    const { outcome } = await ask('What is this?', { pictures: [onePixel] });
    expect(outcome).toMatchObject({ answer: { writer: { model: 'gemma3:4b' } } });
    expect(remarksIn(outcome)).toBeUndefined();
    expect(turn()?.images).toEqual([onePixel.toString('base64')]);
    expect(turn()?.content).toMatch(/^1 picture came with the question\./m);
    expect(ollama.refusals).toEqual([]);
  });

  test('are not shown where no model sees, which the model and the member are told', async () => {
    const { ask, turn, bot } = await startStrictly({ models: [blind] });
    const remarks = ['I did not see your pictures: llama3.2:3b cannot look at them.'];
    expect(await ask('What is this?', { pictures: [onePixel, onePixel] })).toMatchObject({
      outcome: { answer: { manner: 'generated', making: { remarks } } },
    });
    expect(turn()).not.toHaveProperty('images');
    expect(turn()?.content).toMatch(/^2 pictures that came with the question cannot be shown to you\./m);
    expect(await bot.recall()).toMatchObject({ answer: { making: { remarks } } });
  });

  test('that the model cannot read cost the pictures, never the answer', async () => {
    const { ask, turn } = await startStrictly({ models: [seer] });
    expect(await ask('What is this?', { pictures: [gif] })).toMatchObject({
      outcome: {
        answer: {
          writer: { model: 'gemma3:4b' },
          making: {
            failed: [{ model: 'gemma3:4b', code: 'bad-request' }],
            remarks: ['I did not see your picture: gemma3:4b could not read it.'],
          },
        },
      },
    });
    expect(turn()?.content).toMatch(/cannot be shown to you/);
  });

  test('go to the next model that sees when the first one fails', async () => {
    const { ask, ollama } = await startStrictly({ models: [seer, { name: 'llava:7b', sees: true }] });
    ollama.faults.cutOff({ path: '/api/chat', model: 'gemma3:4b', afterPieces: 1 });
    const { outcome } = await ask('What is this?', { pictures: [onePixel] });
    expect(outcome).toMatchObject({ answer: { writer: { model: 'llava:7b' } } });
    expect(remarksIn(outcome)).toBeUndefined();
  });
});

describe('the level that a member chose', () => {
  test('words the answer in the community where it was chosen', async () => {
    const { ask, store, ollama } = await startStrictly();
    const system = () => ollama.chats.at(-1)?.messages[0]?.content;
    await ask('What is Nix?');
    expect(system()).not.toMatch(/Whoever asks/);
    const [community, member] = await Promise.all([store.read.community.findFirst(), store.read.member.findFirst()]);
    const ids = { communityId: community?.id ?? '', memberId: member?.id ?? '' };
    await store.write((tx) => tx.membership.create({ data: { ...ids, level: 'novice', createdAt: new Date(0) } }));
    expect(await ask('What is Nix?')).toMatchObject({
      outcome: { answer: { route: { why: expect.stringMatching(/your level, novice/) } } },
    });
    expect(system()).toMatch(/Whoever asks is new to this/);
    await ask('What is Nix?', { community: { platform: 'test', platformId: 'other', name: 'Other' } });
    expect(system()).not.toMatch(/Whoever asks/);
    await ask('What is Nix?', { memberId: 'grace' });
    expect(system()).not.toMatch(/Whoever asks/);
  });
});

describe('the models that may be wished for', () => {
  test('are those that answer, and a wish of any other is said not to be met', async () => {
    const models = [{ name: 'llama3.2:3b' }, { name: 'mistral' }, { name: 'nomic-embed-text', dimensions: 8 }];
    const { ask, hosts, answering } = await startStrictly({ models });
    await hosts.available(new AbortController().signal);
    expect(answering.models()).toEqual(['llama3.2:3b', 'mistral:latest']);
    expect(await ask('hi', { wish: { model: 'nomic-embed-text' } })).toMatchObject({
      outcome: {
        answer: {
          manner: 'generated',
          route: { why: expect.stringMatching(/You asked for nomic-embed-text, which turns texts into vectors/) },
        },
      },
    });
    const hostile = `x\n**@everyone** ${'y'.repeat(500)}`;
    const { outcome } = await ask('hi', { wish: { model: hostile } });
    const why = outcome.state === 'answered' ? outcome.answer.route?.why : '';
    expect(why).toMatch(/ You asked for x \*\*@everyone\*\* y+…, which no host has\.$/);
    expect(why?.length).toBeLessThan(200);
  });
});
