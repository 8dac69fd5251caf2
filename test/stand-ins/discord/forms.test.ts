import { ChannelType } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { start } from './start-for-tests.ts';
import { createChannel } from './world/index.ts';

const row = (...components: object[]) => ({ components: [{ type: 1, components }] });
const button = { type: 2, style: 1, custom_id: 'more', label: 'More' };
const link = { type: 2, style: 5, url: 'https://nixos.org', label: 'More' };
const menu = { type: 3, custom_id: 'pick', options: [{ label: 'One', value: '1' }] };
const option = { type: 3, name: 'question', description: 'What' };

/** The places that Discord complains of, as in `components.0.label`. */
function placesIn(errors: unknown, path: string[] = []): string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([key, inner]) =>
    key === '_errors' ? [path.join('.')] : placesIn(inner, [...path, key]),
  );
}

async function refuse(method: string, path: (ids: { channel: string; application: string }) => string, body: unknown) {
  const { api, channel, world, discord } = await start({ refuses: true });
  const response = await api(method, path({ channel: channel.id, application: world.applicationId }), body);
  const { code, errors } = JSON.parse(await response.text());
  expect(discord.refusals).toHaveLength(1);
  expect([response.status, code]).toEqual([400, 50035]);
  return placesIn(errors);
}

test.each<[string, object, string]>([
  ['more than 2,000 characters', { content: 'x'.repeat(2_001) }, 'content'],
  ['more than 6,000 characters of embeds', { embeds: Array(2).fill({ description: 'x'.repeat(3_001) }) }, 'embeds'],
  ['an embed with nothing in it', { embeds: [{}] }, 'embeds.0.description'],
  ['a field without a text', { embeds: [{ fields: [{ name: 'a', value: ' ' }] }] }, 'embeds.0.fields.0.value'],
  [
    'six rows',
    { components: Array.from({ length: 6 }, (_, at) => row({ ...button, custom_id: `${at}` }).components[0]) },
    'components',
  ],
  [
    'six buttons in a row',
    row(...Array.from({ length: 6 }, (_, at) => ({ ...button, custom_id: `${at}` }))),
    'components.0.components',
  ],
  ['a menu beside a button', row(menu, button), 'components.0.components'],
  ['a custom id twice', row(button, button), 'components.0.components.1.custom_id'],
  [
    'a custom id of 101 characters',
    row({ ...button, custom_id: 'x'.repeat(101) }),
    'components.0.components.0.custom_id',
  ],
  ['a button without a custom id', row({ type: 2, style: 1, label: 'More' }), 'components.0.components.0.custom_id'],
  ['a button without a label', row({ type: 2, style: 1, custom_id: 'more' }), 'components.0.components.0.label'],
  ['a link that leads nowhere', row({ type: 2, style: 5, label: 'More' }), 'components.0.components.0.url'],
  ['a link with a custom id', row({ ...link, custom_id: 'more' }), 'components.0.components.0.custom_id'],
  [
    'a menu of 26',
    row({ ...menu, options: Array.from({ length: 26 }, (_, at) => ({ label: 'x', value: `${at}` })) }),
    'components.0.components.0.options',
  ],
  ['a value twice', row({ ...menu, options: [...menu.options, ...menu.options] }), 'components.0.components.0.options'],
  ['more choices than options', row({ ...menu, max_values: 2 }), 'components.0.components.0.max_values'],
  ['a text display without its flag', { components: [{ type: 10, content: 'x' }] }, 'components.0.type'],
  ['a nonce of 26 characters', { content: 'x', nonce: 'x'.repeat(26) }, 'nonce'],
  ['all users and some', { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } }, 'allowed_mentions'],
])('a message with %s is refused', async (_, body, place) => {
  expect(await refuse('POST', ({ channel }) => `/channels/${channel}/messages`, body)).toContain(place);
});

test('a message for one pair of eyes is no message of a channel', async () => {
  const place = await refuse('POST', ({ channel }) => `/channels/${channel}/messages`, { content: 'Psst', flags: 64 });
  expect(place).toEqual(['flags']);
});

test('a message with a row of buttons, a link and a menu is taken', async () => {
  const { codeOf, channel } = await start();
  const components = [row(button, link), row(menu)].flatMap((each) => each.components);
  expect(await codeOf('POST', `/channels/${channel.id}/messages`, { content: 'Well?', components })).toBe(200);
});

test.each<[string, object, string]>([
  ['a name with capitals', { name: 'Ask' }, '0.name'],
  ['a name of two words', { name: 'ask me' }, '0.name'],
  ['no description', { description: '' }, '0.description'],
  ['an option twice', { options: [option, option] }, '0.options.1.name'],
  [
    'what is required after what is not',
    { options: [option, { ...option, name: 'b', required: true }] },
    '0.options.1',
  ],
  ['26 options', { options: Array.from({ length: 26 }, (_, at) => ({ ...option, name: `o${at}` })) }, '0.options'],
  [
    'choices that are completed',
    { options: [{ ...option, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }] },
    '0.options.0.choices',
  ],
  ['a subcommand beside an option', { options: [option, { ...option, type: 1, name: 'b' }] }, '0.options'],
  ['a menu with a description', { type: 3 }, '0.description'],
  ['a menu with options', { type: 3, description: '', options: [option] }, '0.options'],
])('a command with %s is refused', async (_, changes, place) => {
  const command = { name: 'ask', description: 'Ask', ...changes };
  expect(await refuse('PUT', ({ application }) => `/applications/${application}/commands`, [command])).toContain(place);
});

test('commands that are too many, too long, or called the same are refused', async () => {
  const { api, world } = await start({ refuses: true });
  const path = `/applications/${world.applicationId}/commands`;
  const put = async (commands: object[]) => (await api('PUT', path, commands)).json();
  const ask = { name: 'ask', description: 'Ask' };
  expect(await put([ask, ask])).toMatchObject({ code: 50035, errors: { 1: { name: {} } } });
  expect(await put(Array.from({ length: 101 }, (_, at) => ({ ...ask, name: `ask${at}` })))).toMatchObject({
    code: 30032,
  });
  expect(await put(Array.from({ length: 16 }, (_, at) => ({ name: `Ask ${at}`, type: 3 })))).toMatchObject({
    code: 30032,
  });
  const choices = Array.from({ length: 25 }, (_, at) => ({ name: 'n'.repeat(90), value: `${at}`.padEnd(90, 'v') }));
  const options = ['one', 'two'].map((name) => ({ ...option, name, choices }));
  expect(await put([{ ...ask, options }])).toMatchObject({ code: 50035 });
  expect(await put([{ ...ask, options: options.slice(1) }])).toMatchObject([{ name: 'ask' }]);
});

test('a post whose message is refused is not begun', async () => {
  const { api, world, guild, codeOf } = await start({ refuses: true });
  const forum = createChannel(world, guild, 'help', { type: ChannelType.GuildForum });
  expect(await codeOf('POST', `/channels/${forum.id}/threads`, { name: 'No tea' })).toBe(50035);
  expect(await codeOf('POST', `/channels/${forum.id}/threads`, { name: 'No tea', message: {} })).toBe(50006);
  expect(await (await api('GET', `/guilds/${guild.id}/threads/active`)).json()).toMatchObject({ threads: [] });
  expect(await codeOf('POST', `/channels/${forum.id}/messages`, { content: 'No tea' })).toBe(40058);
});

test('a file of more than ten mebibytes is too large', async () => {
  const { discord, channel } = await start({ refuses: true });
  const body = new FormData();
  body.set('payload_json', JSON.stringify({ content: 'Here' }));
  body.set('files[0]', new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]), 'log.txt');
  const headers = { authorization: `Bot ${discord.token}` };
  const response = await fetch(`${discord.api}/v10/channels/${channel.id}/messages`, { method: 'POST', headers, body });
  expect([response.status, await response.json()]).toMatchObject([413, { code: 40005 }]);
});
