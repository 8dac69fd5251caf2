import { explainMissingContent } from './application.ts';
import { explainPermissions, invitationOf } from './invite.ts';
import type { Connection } from './open-client.ts';

/** What is said on the terminal once Quorum is on Discord: where it is, how to invite it, and what is off. */
export function greetingOf({ client, application }: Pick<Connection, 'client' | 'application'>): string {
  const servers = client.guilds.cache.size;
  const where = servers === 1 ? 'in one server' : `in ${servers} servers`;
  const lines = [`On Discord as ${client.user.tag}, ${where}. Invite it: ${invitationOf(application.id)}`];
  if (servers === 0) lines.push('It asks for these permissions:', ...explainPermissions().map((line) => `  ${line}`));
  if (application.messageContent === 'off') {
    const { found, remedy } = explainMissingContent(application);
    lines.push(found, `  → ${remedy}`);
  }
  return lines.join('\n');
}
