/** Every setting that moderators have: where it holds, who may change it, and how it is written and read. */
import { z } from 'zod';
import { RoomMode } from '../../store/index.ts';
import type { Rank } from '../platform.ts';
import { communitySettings } from './community-settings.ts';
import type { Key } from './in-force.ts';
import { markPair, writtenMarks } from './marks.ts';
import { roomSettings } from './room-settings.ts';

export interface Setting {
  name: SettingName;
  /** What it is stored by. */
  key: Key;
  meaning: string;
  /** Whether it is set for the community, for one room, or for either. */
  of: 'community' | 'room' | 'either';
  permission: Rank;
  /** Completes “expected …”. */
  expected: string;
  /** What was written, as it is stored. */
  reads: z.ZodType<unknown, string>;
  /** Roles and rooms are given as such, and not written. */
  given?: 'roles' | 'room';
  /** Values that are proposed. */
  proposed: readonly string[];
}

export const settingNames = [
  'mode',
  'audience',
  'language',
  'subject',
  'forbidden',
  'helper-roles',
  'moderator-roles',
  'moderators-room',
  'quorum',
  'marks',
  'digest',
  'retention',
] as const;
export type SettingName = (typeof settingNames)[number];

const { quorum, digest, retentionDays, subject, language, forbidden, moderatorRoles, moderatorsRoom } =
  communitySettings.shape;
const { audience } = roomSettings.shape;

const text = z.string().trim().min(1);
const word = text.toLowerCase();
const digits = text.regex(/^\d{1,5}$/).transform(Number);
/** As a chat writes a role or a room: `<@&123>`, `<#123>`; or the bare id. */
const mentioned = text.transform((written) => written.replace(/^<(?:@&|#)(\d+)>$/, '$1'));
const listed = (separator: RegExp) =>
  text.transform((written) =>
    written
      .split(separator)
      .map((each) => each.trim())
      .filter(Boolean),
  );

export const settingList: readonly Setting[] = [
  {
    name: 'mode',
    key: 'mode',
    meaning:
      'When I speak in a room: when asked (mention), of my own accord too (help), to moderators first (draft), or never (off).',
    of: 'room',
    permission: 'moderator',
    expected: `one of ${Object.keys(RoomMode).join(', ')}`,
    reads: word.pipe(z.enum(RoomMode)),
    proposed: Object.keys(RoomMode),
  },
  {
    name: 'audience',
    key: 'audience',
    meaning: 'Who may be told of what is asked in a room that everyone can read: the community, or that room alone.',
    of: 'room',
    permission: 'moderator',
    expected: 'community or room',
    reads: word.pipe(audience.unwrap()),
    proposed: ['community', 'room'],
  },
  {
    name: 'language',
    key: 'language',
    meaning: 'The language that I answer in; the question’s own where none is set.',
    of: 'either',
    permission: 'moderator',
    expected: 'a language, in at most 40 characters',
    reads: text.pipe(language.unwrap()),
    proposed: [
      'English',
      'Deutsch',
      'Español',
      'Français',
      'Italiano',
      'Português',
      'Polski',
      'Русский',
      '日本語',
      '中文',
    ],
  },
  {
    name: 'subject',
    key: 'subject',
    meaning: 'What it is about here.',
    of: 'either',
    permission: 'moderator',
    expected: 'a text of at most 200 characters',
    reads: text.pipe(subject.unwrap()),
    proposed: [],
  },
  {
    name: 'forbidden',
    key: 'forbidden',
    meaning: 'Topics that I decline to speak about, with semicolons between them.',
    of: 'community',
    permission: 'moderator',
    expected: 'at most 100 topics of at most 200 characters each, with semicolons between them',
    reads: listed(/[;\n]/).pipe(forbidden.unwrap().min(1)),
    proposed: [],
  },
  {
    name: 'helper-roles',
    key: 'helperRoles',
    meaning: 'Roles whose members help: I name them when I am unsure.',
    of: 'community',
    permission: 'manager',
    expected: 'a role',
    reads: listed(/[\s,;]+/).pipe(z.array(mentioned).pipe(moderatorRoles.unwrap().min(1))),
    given: 'roles',
    proposed: [],
  },
  {
    name: 'moderator-roles',
    key: 'moderatorRoles',
    meaning: 'Roles whose members may do here what moderators may.',
    of: 'community',
    permission: 'manager',
    expected: 'a role',
    reads: listed(/[\s,;]+/).pipe(z.array(mentioned).pipe(moderatorRoles.unwrap().min(1))),
    given: 'roles',
    proposed: [],
  },
  {
    name: 'moderators-room',
    key: 'moderatorsRoom',
    meaning: 'The room in which moderators see drafts and news.',
    of: 'community',
    permission: 'moderator',
    expected: 'a room of this community',
    reads: mentioned.pipe(moderatorsRoom.unwrap()),
    given: 'room',
    proposed: [],
  },
  {
    name: 'quorum',
    key: 'quorum',
    meaning: 'How many members must approve of an answer before it counts as known.',
    of: 'community',
    permission: 'moderator',
    expected: 'a whole number from 1 to 100',
    reads: digits.pipe(quorum.unwrap()),
    proposed: ['2', '3', '5', '10'],
  },
  {
    name: 'marks',
    key: 'marks',
    meaning:
      'The emoji with which moderators and helpers say right and wrong. What they said with others before stands until they take it back.',
    of: 'community',
    permission: 'moderator',
    expected: 'two different emoji, the one for right first, such as ✅ ❌; 👍 and 👎 are the votes of members',
    reads: writtenMarks.pipe(markPair),
    proposed: ['✅ ❌', '☑️ ✖️', '🟢 🔴'],
  },
  {
    name: 'digest',
    key: 'digest',
    meaning: 'Whether I tell moderators of each week in their room: on or off.',
    of: 'community',
    permission: 'moderator',
    expected: 'on or off',
    reads: word.pipe(digest.unwrap()),
    proposed: ['on', 'off'],
  },
  {
    name: 'retention',
    key: 'retentionDays',
    meaning: 'After how many days a question that taught nothing is deleted.',
    of: 'community',
    permission: 'moderator',
    expected: 'a whole number of days from 1 to 3650',
    reads: digits.pipe(retentionDays.unwrap()),
    proposed: ['30', '90', '180', '365'],
  },
];

export function settingNamed(name: SettingName): Setting {
  const setting = settingList.find((each) => each.name === name);
  if (!setting) throw new Error(`The setting ${name} is declared nowhere.`);
  return setting;
}
