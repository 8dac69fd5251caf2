import { z } from 'zod';
import type { Reader } from '../../store/index.ts';
import { markPair } from './marks.ts';

const ids = z.array(z.string().min(1).max(64)).max(50);
const topics = z.array(z.string().trim().min(1).max(200)).max(100);

/** What a community's moderators set, each with what holds where they set nothing; the operator's own settings are the ground. */
export const communitySettings = z.object({
  subject: z.string().trim().max(200).optional().describe('What the community is about, as part of every persona.'),
  forbidden: topics.optional().describe('Topics that Quorum declines to speak about, besides the operator’s.'),
  language: z.string().max(40).optional().describe('The language to answer in; the question’s own where none is set.'),
  moderatorRoles: ids.default([]).describe('Roles whose members may do what moderators may.'),
  helperRoles: ids
    .default([])
    .describe('Roles whose members help: named when Quorum is unsure, heard when they verify.'),
  moderatorsRoom: z.string().max(64).optional().describe('The channel where moderators see drafts and news.'),
  quorum: z.int().min(1).max(100).default(2).describe('How many members must approve of an answer.'),
  marks: markPair.default(['✅', '❌']).describe('The emoji with which moderators say right and wrong.'),
  formerMarks: z.array(markPair).default([]).describe('Those that were set before.'),
  digest: z.enum(['on', 'off']).default('off').describe('Whether moderators are told of each week in their room.'),
  retentionDays: z
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('After how many days a question that taught nothing is deleted.'),
});

export type CommunitySettings = z.output<typeof communitySettings>;

export async function readSettings(read: Reader, communityId: string): Promise<CommunitySettings> {
  const row = await read.community.findUnique({ where: { id: communityId }, select: { settings: true } });
  return communitySettings.parse(row?.settings ?? {});
}
