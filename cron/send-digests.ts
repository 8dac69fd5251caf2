/** At start and every hour: moderators who want one are told of the week that is over, once. */
export const sendDigests = {
  at: '23 * * * *',
  catchesUp: true,
  run: (jobs: { sendDigests(): Promise<void> }) => jobs.sendDigests(),
};
