import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { whenSignedOut } from './api.ts';
import App from './app.vue';
import { createConsoleRouter } from './router.ts';
import { useSession } from './state/session.ts';
import { rememberedLanguage, useLanguage } from './words.ts';

const app = createApp(App);
app.use(createPinia());
const session = useSession();
const router = createConsoleRouter(session);
app.use(router);

whenSignedOut(() => {
  session.forget();
  const { name, fullPath } = router.currentRoute.value;
  if (name !== 'sign-in') void router.push({ name: 'sign-in', query: { to: fullPath } });
});

await useLanguage(rememberedLanguage());
app.mount('#app');
