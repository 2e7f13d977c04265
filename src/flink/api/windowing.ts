export * from './evictors.ts';
export * from './triggers.ts';
export * from './window-assigners.ts';
