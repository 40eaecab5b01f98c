import type { RouteRecordRaw } from 'vue-router';
import { documentRoutes } from './document-routes.ts';

/** The pages of supervision: what was found, and the rules that it is worked by. */
export const supervisionRoutes: readonly RouteRecordRaw[] = [
  ...documentRoutes,
  {
    path: '/problems',
    name: 'problems',
    component: () => import('./pages/problems.vue'),
    meta: { title: 'nav.problems', needs: 'problems' },
  },
  {
    path: '/profile',
    name: 'profile',
    component: () => import('./pages/profile.vue'),
    meta: { title: 'nav.profile', needs: 'profile' },
  },
];
