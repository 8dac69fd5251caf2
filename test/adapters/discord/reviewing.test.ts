import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Message } from '../../stand-ins/discord/index.ts';
import { openServer } from './stage.ts';

const rows = z.array(
  z.looseObject({ components: z.array(z.looseObject({ label: z.string(), custom_id: z.string() })) }),
);

/** The custom ids of the buttons under a message, by their labels. */
function buttonsOf({ components }: Message): Record<string, string> {
  const buttons = rows.parse(components).flatMap((row) => row.components);
  return Object.fromEntries(buttons.map(({ label, custom_id }) => [label, custom_id]));
}

/** An answer that is shown, with its buttons. */
async function answered() {
  const server = await openServer({ answer: () => 'Two spoons.' });
  const { ada, room, self, repliesTo } = server;
  const call = ada.sends(room, 'How much tea goes into a pot?', { mentions: [self] });
  const isDone = ({ reactions }: Message) => reactions.length === 2;
  await expect.poll(() => repliesTo(call).some(isDone)).toBe(true);
  const [answer] = repliesTo(call);
  if (!answer) throw new Error('There is no answer.');
  return { ...server, answer };
}

test('a member corrects an answer by its menu, and a moderator edits that in the list where it stands', async () => {
  const { ada, community, room, answer, store } = await answered();
  const owner = community.owner;
  const menu = ada.opensMenu('Correct this answer', answer);
  expect((await ada.nextModal(menu)).title).toBe('Correct this answer');
  const thanks = await ada.nextReply(ada.submits(menu, { text: 'Three spoons.' }));
  expect(thanks).toMatchObject({ content: 'Thank you. The moderators look at it.', onlyFor: ada.id });

  const list = await owner.nextReply(owner.uses('/review', {}, { in: room }));
  expect(list.content).toContain('How much tea goes into a pot?');
  const form = owner.clicks(list, buttonsOf(list)['1 Edit'] ?? '');
  expect(await owner.nextModal(form)).toMatchObject({ components: [{ component: { value: 'Three spoons.' } }] });
  const turned = owner.nextEdit(list);
  owner.submits(form, { text: 'Three spoons, and one for the pot.' });
  expect((await turned).content).toContain('was put right by a moderator');
  expect((await turned).content).toContain('Nothing waits for moderators here.');
  expect(await store.read.entry.findMany()).toMatchObject([{ text: 'Three spoons, and one for the pot.' }]);
});

test('the button under an answer asks for what was wrong, and a gap is taught from its list', async () => {
  const { ada, community, room, answer, store } = await answered();
  const owner = community.owner;
  const form = ada.clicks(answer, buttonsOf(answer).Feedback ?? '');
  await ada.nextModal(form);
  expect((await ada.nextReply(ada.submits(form, { reason: 'unclear' }))).content).toContain('It is kept');
  expect(await store.read.feedback.findMany()).toMatchObject([{ reason: 'unclear', text: '' }]);

  const gaps = await owner.nextReply(owner.uses('/gaps', {}, { in: room }));
  expect(gaps.content).toContain('1 question of 1 member · 1 without sources');
  const teaching = owner.clicks(gaps, buttonsOf(gaps)['Teach 1'] ?? '');
  await owner.nextModal(teaching);
  const taught = await owner.nextReply(owner.submits(teaching, { answer: 'Three spoons, and one for the pot.' }));
  expect(taught.content).toContain('I know now: **How much tea goes into a pot?**');
});
