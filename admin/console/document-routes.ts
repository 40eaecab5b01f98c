import type { RouteRecordRaw } from 'vue-router';

/** Official documents: the list, one of them, and the page on which it is approved. */
export const documentRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/documents',
    name: 'documents',
    component: () => import('./pages/documents.vue'),
    meta: { title: 'nav.documents', needs: 'tickets' },
  },
  {
    path: '/documents/:id',
    name: 'document',
    // A successor opens on a page of its own.
    component: () => import('./pages/document.vue'),
    meta: { title: 'nav.documents', needs: 'tickets', section: 'documents' },
  },
  {
    path: '/documents/:id/approval',
    name: 'document-approval',
    component: () => import('./pages/document-approval.vue'),
    meta: { title: 'paper.approve_title', needs: 'tickets', section: 'documents' },
  },
];
