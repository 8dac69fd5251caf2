import { expect, test } from 'vitest';
import { saysSolved } from '../../../../src/adapters/discord/messages/solved-tag.ts';

test.each([
  'Solved',
  '✅ solved',
  'RESOLVED',
  'Answered!',
  'Gelöst',
  'erledigt',
  'résolu',
  'Resuelto',
  'решено',
  '已解决',
  '解決済み',
  '해결',
])('a tag says that a post is solved: %s', (name) => expect(saysSolved(name)).toBe(true));

test.each([
  'Unsolved',
  'not solved',
  'unanswered',
  'ungelöst',
  'nicht gelöst',
  'non résolu',
  'не решено',
  '未解決',
  'bug',
  'dissolved',
])('a tag says no such thing: %s', (name) => expect(saysSolved(name)).toBe(false));
