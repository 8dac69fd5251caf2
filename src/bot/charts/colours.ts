/**
 * What the pictures are painted with. They bring their own dark card, so that they look the same on dark and light screens;
 * every colour stands out from it, and those that touch are told apart without red and green, too.
 */
export const card = '#1e2028';

export const ink = { strong: '#f3f4f8', soft: '#a9afbd' };

/** Lines that only guide the eye. */
export const guide = '#343845';

export const byLabel = {
  verified: '#4ad6a0',
  approved: '#b4e9f7',
  fromSources: '#6f8dff',
  withoutSources: '#f5a942',
  notAnswered: '#878e9f',
};

export const bySpeed = { p50: '#f3f4f8', p95: '#b79cf7' };

export const byThumb = { up: '#56d3c6', down: '#f58aa0' };
