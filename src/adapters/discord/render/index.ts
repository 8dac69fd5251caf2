export { type Answered, footerFor, withLabel } from './footer.ts';
export { messageLimit, unverifiedSign } from './limits.ts';
export type { Source } from './links.ts';
export { type RenderContext, type Rendered, renderForDiscord, renderLive } from './render.ts';
