import type { Route } from './route.ts';

export const exportRoutes: readonly Route[] = [];
