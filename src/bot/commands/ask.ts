import { z } from 'zod';
import { roles } from '../../answering/index.ts';
import { defineCommand } from './command.ts';

/** `ask`: a question like any other, for rooms where nobody listens, and for wishes. */
export const ask = defineCommand({
  name: 'ask',
  description: 'Ask a question',
  permission: 'everyone',
  isPrivate: false,
  menu: { label: 'Ask Quorum about this', on: 'message', fills: 'question' },
  options: z.object({
    question: z.string().trim().min(1).max(6000).describe('What would you like to know?'),
    role: z.enum(roles).optional().describe('Who should answer'),
    model: z.string().trim().min(1).max(100).optional().describe('Which model should answer'),
    private: z.boolean().default(false).describe('Only you see the answer'),
  }),
  suggest: {
    async model(typed, { parts, signal }) {
      const available = await parts.hosts.available(signal);
      const chatting = available.filter(({ purpose }) => purpose !== 'embedding').map(({ name }) => name);
      const fitting = [...new Set(chatting)].filter((name) => name.toLowerCase().includes(typed.trim().toLowerCase()));
      return fitting.map((name) => ({ name, value: name }));
    },
  },
  async run({ question, role, model, private: isPrivate }) {
    return { question: { text: question, isPrivate, ...(role && { role }), ...(model && { model }) } };
  },
});
