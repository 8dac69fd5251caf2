import { z } from 'zod';
import { roles } from '../../answering/index.ts';
import type { HostStatus } from '../../models/index.ts';
import { countOf, plain } from '../markdown.ts';
import { defineCommand } from './command.ts';

/** `models`: what there is on each host, and which of it each role would use now. */
export const models = defineCommand({
  name: 'models',
  description: 'Show which models there are, how their hosts are, and who answers with which',
  permission: 'everyone',
  isPrivate: true,
  options: z.object({}),
  async run(_, { community, parts, signal }) {
    const { hosts, answering } = parts;
    await hosts.available(signal);
    const chains = await Promise.all(
      roles.map(async (role) => {
        const { models } = await answering.preview({ communityId: community.id, question: '', wish: { role } }, signal);
        return { role, models };
      }),
    );
    const lines = chains.map(({ role, models: [first, ...others] }) => {
      if (first === undefined) return `- \`${role}\`: none; I answer from what is known here`;
      const next = others.length > 0 ? `, then ${others.map((each) => plain(each, 120)).join(', ')}` : '';
      return `- \`${role}\`: **${plain(first, 120)}**${next}`;
    });
    const status = hosts.status();
    const there = status.length > 0 ? status.flatMap(describeHost) : ['No host is set up.'];
    return { text: ['**Hosts**', ...there, '', '**Roles**', ...lines].join('\n') };
  },
});

/** Where a host is, and why it does not answer, is its operator's alone to know. */
function describeHost({ name, state, models: has, waiting, running, breakers }: HostStatus): string[] {
  const busy = running + waiting > 0 ? `, ${running} being answered, ${countOf(waiting, 'question')} waiting` : '';
  if (state !== 'up')
    return [`- **${plain(name, 60)}** ${state === 'down' ? 'cannot be reached' : 'is being looked for'}`];
  const left = new Set(breakers.filter((breaker) => breaker.state !== 'closed').map(({ model }) => model));
  const each = has.map(({ name: model, purpose }) => {
    const notes = [
      ...(purpose === 'embedding' ? ['for search'] : []),
      ...(left.has(model) ? ['left alone for now, because it failed'] : []),
    ];
    return `  - ${plain(model, 120)}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
  });
  return [`- **${plain(name, 60)}** is there with ${countOf(has.length, 'model')}${busy}`, ...each];
}
