/** Every hour: what should have followed from votes and could not, because something failed, is tried again. */
export const followUpVotes = {
  at: '29 * * * *',
  catchesUp: false,
  run: (jobs: { followUpVotes(): Promise<void> }) => jobs.followUpVotes(),
};
