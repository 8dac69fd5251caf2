/** At start and every five minutes: the sources whose time has come are imported again. */
export const importSources = {
  at: '*/5 * * * *',
  catchesUp: true,
  run: (jobs: { importDueSources(): Promise<void> }) => jobs.importDueSources(),
};
