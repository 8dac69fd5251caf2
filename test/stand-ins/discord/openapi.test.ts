import { expect, test } from 'vitest';
import { noSharedData, sharedData } from '../../shared-data.ts';
import { createDescription, type DescribedRequest, type Protocol } from './openapi/index.ts';

const protocol = createDescription(sharedData('discord/openapi.json'));
const described = test.skipIf(noSharedData);

function check(): Protocol {
  if (protocol === undefined) throw new Error('Discord’s description is absent.');
  return protocol;
}

const request = (method: string, where: string, changes: Partial<DescribedRequest> = {}): DescribedRequest => {
  const [path = '', query = ''] = where.split('?', 2);
  const base = { method, path, query: new URLSearchParams(query), contentType: 'application/json', body: undefined };
  return { ...base, isAuthorized: true, ...changes };
};

const wrongIn = (method: string, where: string, body?: unknown) =>
  check()
    .wrongIn(request(method, where, { body }))
    ?.map(({ path, message }) => `${path.join('.')}: ${message}`);

test('without the file there is no description', () => {
  expect(createDescription('/nowhere/openapi.json')).toBeUndefined();
});

described('a message that Discord takes has nothing wrong in it', () => {
  const button = { type: 2, style: 1, custom_id: 'more', label: 'More' };
  const body = { content: 'Hi', components: [{ type: 1, components: [button] }], allowed_mentions: { parse: [] } };
  expect(wrongIn('POST', '/channels/1/messages', body)).toEqual([]);
});

described('a request of which Discord knows nothing is none', () => {
  expect(wrongIn('POST', '/channels/1/tea')).toBeUndefined();
});

described('what is wrong is told by its field, also deep inside one of several forms', () => {
  const body = { components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81) }] }] };
  expect(wrongIn('POST', '/channels/1/messages', body)).toEqual([
    'components.0.components.0.label: must NOT have more than 80 characters',
  ]);
});

described('a field that Discord does not know is told, wherever it is', () => {
  const body = { content: 'Hi', embeds: [{ titel: 'Tea' }], allowed_mentions: { repliedUser: false } };
  expect(wrongIn('POST', '/channels/1/messages', body)).toEqual([
    'embeds.0.titel: Discord knows no such field.',
    'allowed_mentions.repliedUser: Discord knows no such field.',
  ]);
});

described('parameters are read as what they stand for', () => {
  expect(wrongIn('GET', '/channels/1/messages?limit=100&after=5')).toEqual([]);
  expect(wrongIn('GET', '/channels/1/messages?limit=many')).toEqual(['limit: must be integer']);
  expect(wrongIn('GET', '/channels/general/messages')).toEqual([
    'channel_id: must match pattern "^(0|[1-9][0-9]*)$"',
    'channel_id: must match format "snowflake"',
  ]);
});

described('a word in a path goes before a parameter', () => {
  const where = '/webhooks/1/token/messages/@original';
  expect(wrongIn('PATCH', where, { content: 'Done' })).toEqual([]);
  expect(wrongIn('PUT', '/channels/1/messages/2/reactions/%F0%9F%91%8D/@me')).toEqual([]);
});

described('who has no token may only answer interactions', () => {
  const open = request('POST', '/interactions/1/token/callback', { body: { type: 5 }, isAuthorized: false });
  const closed = request('GET', '/users/@me', { isAuthorized: false });
  expect(check().wrongIn(open)).toEqual([]);
  expect(check().wrongIn(closed)).toMatchObject([{ message: 'It needs a token.' }]);
});

described('a reply that Discord would not give is told as well', () => {
  const wrong = (status: number, body: unknown) =>
    check()
      .wrongInReply({ method: 'GET', path: '/gateway' }, status, body)
      .map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(wrong(200, { url: 'ws://127.0.0.1' })).toEqual([]);
  expect(wrong(200, {})).toEqual([": must have required property 'url'"]);
  expect(wrong(204, undefined)).toEqual([': It is never answered 204.']);
  expect(wrong(404, { message: 'Unknown Channel', code: 10003 })).toEqual([]);
  expect(wrong(404, { message: 'Unknown Channel' })).toEqual([": must have required property 'code'"]);
});

described('permissions may be written as digits, as every client does', () => {
  const command = { name: 'ask', description: 'Ask', default_member_permissions: '32' };
  expect(wrongIn('PUT', '/applications/1/commands', [command])).toEqual([]);
});
