import { permissions } from './permissions.ts';

/** The link by which whoever may manage a server lets Quorum in, with the least that it needs: its commands, and these permissions. */
export function invitationOf(applicationId: string): string {
  const bits = permissions.reduce((sum, { bit }) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(bits),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** What each of these permissions is for, a line each. */
export function explainPermissions(): string[] {
  return permissions.map(({ name, why }) => `${name}: to ${why}`);
}
