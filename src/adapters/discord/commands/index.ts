export { answerRow, commandRows, doneRow, draftRow, type Row, stopRow } from './buttons.ts';
export { describeCommands } from './describe-commands.ts';
export { createHandleInteraction } from './handle-interaction.ts';
export { messagesOf } from './outgoing.ts';
export type { InteractionParts, NoPlace, Place } from './parts.ts';
export { type Registration, registerCommands } from './register-commands.ts';
export { resumeResponse } from './resume-response.ts';
