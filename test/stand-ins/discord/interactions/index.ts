export { click, type Given, openMenu, select, submit, useCommand } from './acts.ts';
export { createDesk, type Desk } from './desk.ts';
export type { Choice, Interaction, Modal } from './interaction.ts';
export type { Fields } from './modals.ts';
