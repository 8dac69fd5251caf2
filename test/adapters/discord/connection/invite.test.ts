import { PermissionsBitField } from 'discord.js';
import { expect, test } from 'vitest';
import { explainPermissions, invitationOf } from '../../../../src/adapters/discord/connection/invite.ts';

test('the invitation asks for the bot’s commands and the least that it needs, and each permission says what it is for', () => {
  const url = new URL(invitationOf('123'));
  expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
  const { client_id, scope, permissions = '' } = Object.fromEntries(url.searchParams);
  expect([client_id, scope]).toEqual(['123', 'bot applications.commands']);
  const asked = new PermissionsBitField(BigInt(permissions)).toArray();
  expect(asked.sort()).toEqual([
    ...['AddReactions', 'AttachFiles', 'ReadMessageHistory', 'SendMessages', 'SendMessagesInThreads', 'ViewChannel'],
  ]);
  expect(explainPermissions()).toHaveLength(asked.length);
  expect(explainPermissions()[0]).toMatch(/^View Channels: to \w+/);
});
