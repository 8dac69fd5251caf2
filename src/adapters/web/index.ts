export { startWeb, type Web, type WebOptions } from './start-web.ts';
export { createWebApp, type WebApp, type WebAppOptions } from './web-app.ts';
