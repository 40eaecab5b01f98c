import type { RouteRecordRaw } from 'vue-router';

/** What is late, and by which days it is counted. */
export const limitRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/alerts',
    name: 'alerts',
    component: () => import('./pages/alerts.vue'),
    meta: { title: 'nav.alerts', needs: 'tickets' },
  },
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('./pages/calendar.vue'),
    meta: { title: 'nav.calendar', needs: 'bureau' },
  },
];
