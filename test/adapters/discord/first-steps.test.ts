import { expect, test } from 'vitest';
import { introductionOf } from '../../../src/adapters/discord/connection/introduction.ts';
import { firstSteps } from '../../../src/main/wire-discord.ts';
import { openServer, patientDiscord } from './stage.ts';

/** `/settings set setting:mode value:help`, taken apart as Discord's clients do while it is typed. */
function readTyped(typed: string, channelId: string) {
  const [command = '', ...rest] = typed.split(/ (?=\w+:)/);
  const pairs = rest.map((option) => {
    const [name = '', value = ''] = option.split(/:(.*)/);
    return [name, value === '#channel' ? channelId : value.replace('…', 'tea and its water')] as const;
  });
  return { command, values: Object.fromEntries(pairs) };
}

test('what whoever manages a server is told to set first can be typed just so, and is set by it', async () => {
  const { community, store } = await openServer({ discord: patientDiscord() });
  const help = community.channel('help');
  const team = community.channel('team');
  const replyTo = async (typed: string, channelId: string) => {
    const { command, values } = readTyped(typed, channelId);
    const used = community.owner.uses(command, values, { in: help });
    return (await community.owner.nextReply(used)).content;
  };
  expect(await replyTo(firstSteps.moderatorsRoom, team.id)).toContain('`moderators-room` is ');
  expect(await replyTo(firstSteps.helpRoom, help.id)).toContain('**help** now');
  expect(await replyTo(firstSteps.subject, '')).toContain('**tea and its water** now');
  expect(await store.read.community.findFirstOrThrow()).toMatchObject({
    settings: { moderatorsRoom: team.id, subject: 'tea and its water' },
  });
  expect(await store.read.room.findFirstOrThrow({ where: { platformId: help.id } })).toMatchObject({ mode: 'help' });
});

test('every command that the introduction names is one', async () => {
  const { commands } = await openServer();
  const named = introductionOf('Tea', firstSteps).matchAll(/`\/([a-z]+(?: [a-z]+)?)[` ]/g);
  const names = [...named].map(([, name]) => name);
  expect(names).toEqual(['settings set', 'settings set', 'settings set', 'ask', 'help', 'forget']);
  const known = commands.list.map(({ name }) => name);
  for (const name of names) expect(known).toContain(name);
});
