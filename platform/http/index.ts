/**
 * The HTTP edge: the app around all routes, raw bodies, problems, JSON routes by audience, pages, health.
 * Knows no channel and no rule; rooms mount their routes on it.
 */
export * from './app.ts';
export * from './define-route.ts';
export * from './errors.ts';
export * from './health.ts';
export * from './listen.ts';
export * from './log.ts';
export * from './metrics.ts';
export * from './mount-routes.ts';
export * from './open-api.ts';
export * from './pages.ts';
export * from './parse-request.ts';
export * from './rate-limit.ts';
export * from './raw-body.ts';
export { createLimitUploads } from './limit-uploads.ts';
export * from './read-upload.ts';
export * from './route.ts';
export { createFetch } from './fetch.ts';
export { createPublicFetch } from './public-fetch.ts';
