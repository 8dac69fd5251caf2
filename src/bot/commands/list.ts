import { ask } from './ask.ts';
import type { Command } from './command.ts';
import { correct } from './correct.ts';
import { credit } from './credit.ts';
import { exportAll } from './export.ts';
import { feed } from './feed.ts';
import { feedback } from './feedback.ts';
import { forget } from './forget.ts';
import { gaps } from './gaps.ts';
import { createHelp } from './help.ts';
import { knowledgeAdd } from './knowledge-add.ts';
import { knowledgeEdit } from './knowledge-edit.ts';
import { knowledgeExport } from './knowledge-export.ts';
import { knowledgeImport } from './knowledge-import.ts';
import { knowledgeRetire } from './knowledge-retire.ts';
import { knowledgeSearch } from './knowledge-search.ts';
import { knowledgeShow } from './knowledge-show.ts';
import { lessonsDrop } from './lessons-drop.ts';
import { lessonsEdit } from './lessons-edit.ts';
import { lessonsLock } from './lessons-lock.ts';
import { lessonsShow } from './lessons-show.ts';
import { level } from './level.ts';
import { models } from './models.ts';
import { pause } from './pause.ts';
import { problem } from './problem.ts';
import { progress } from './progress.ts';
import { reset } from './reset.ts';
import { review } from './review.ts';
import { settingsEarned } from './settings-earned.ts';
import { settingsSet } from './settings-set.ts';
import { settingsShow } from './settings-show.ts';
import { settingsUnset } from './settings-unset.ts';
import { stats } from './stats.ts';
import { teach } from './teach.ts';
import { training } from './training.ts';
import { undo } from './undo.ts';
import { votesUndo } from './votes-undo.ts';
import { why } from './why.ts';

/** All commands there are, in the order in which they are shown. */
export const commandList: readonly Command[] = [
  ask,
  why,
  knowledgeSearch,
  knowledgeShow,
  level,
  training,
  stats,
  progress,
  models,
  feedback,
  teach,
  correct,
  problem,
  credit,
  forget,
  createHelp(() => commandList),
  knowledgeAdd,
  knowledgeEdit,
  knowledgeRetire,
  knowledgeImport,
  knowledgeExport,
  review,
  gaps,
  exportAll,
  feed,
  undo,
  votesUndo,
  lessonsShow,
  lessonsEdit,
  lessonsLock,
  lessonsDrop,
  settingsShow,
  settingsSet,
  settingsUnset,
  settingsEarned,
  pause,
  reset,
];
