/** The rows of buttons and menus that stand under what Quorum writes. */
import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { CommandButton } from '../../../bot/index.ts';
import { type DraftDecision, type Press, writeCustomId } from './custom-ids.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

const inRow = 5;
const rowsInMessage = 5;

/** While an answer is on its way. */
export function stopRow(questionId: string): Row {
  return row(button('Stop', { kind: 'stop', questionId }));
}

/** Under an answer. */
export function answerRow(answerId: string): Row {
  return row(button('Feedback', { kind: 'feedback', answerId }), button('Why this?', { kind: 'why', answerId }));
}

/** Under an answer that moderators see first. */
export function draftRow(draftId: string): Row {
  const decide = (
    label: string,
    decision: DraftDecision,
    style: ButtonStyle.Success | ButtonStyle.Danger | undefined,
  ) => button(label, { kind: 'draft', decision, draftId }, style);
  return row(
    decide('Send', 'send', ButtonStyle.Success),
    decide('Edit', 'edit', undefined),
    decide('Drop', 'drop', ButtonStyle.Danger),
  );
}

/** What stands in a row's place once it was decided: a word that cannot be pressed. */
export function doneRow(label: string): Row {
  const { Button } = ComponentType;
  return row({ type: Button, style: ButtonStyle.Secondary, label: cut(label, 80), custom_id: 'done', disabled: true });
}

/**
 * What can be done next after a command; those that run the command `turning` again turn the reply that they stand under.
 * Throws where one means more than Discord can carry.
 */
export function commandRows(buttons: readonly CommandButton[], turning?: string): Row[] {
  return rowsOf(buttons).map((own) =>
    row(
      ...own.map(({ label, style, command, options, opensForm }) => {
        const how = { ...(opensForm && { opensForm }), ...(command === turning && { turns: true as const }) };
        return button(label, { kind: 'command', command, options, ...how }, styles[style]);
      }),
    ),
  );
}

function rowsOf(buttons: readonly CommandButton[]): CommandButton[][] {
  const rows: CommandButton[][] = [];
  for (const each of buttons) {
    const last = rows.at(-1);
    if (last && last.length < inRow && last[0]?.row === each.row) last.push(each);
    else rows.push([each]);
  }
  return rows.slice(0, rowsInMessage);
}

const styles = { plain: ButtonStyle.Secondary, good: ButtonStyle.Success, dangerous: ButtonStyle.Danger } as const;

function row(...components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}

function button(
  label: string,
  press: Press,
  style: ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger = ButtonStyle.Secondary,
): APIComponentInMessageActionRow {
  return { type: ComponentType.Button, style, label: cut(label, 80), custom_id: writeCustomId(press) };
}

/** By whole characters: half of one is refused. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
