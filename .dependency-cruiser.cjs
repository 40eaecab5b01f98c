/** Who may import whom. Read a row as: files in ROOM may import only these. `npm run rooms` checks it. */
const may = {
  tickets: ['tickets'],
  people: ['people'],
  knowledge: ['knowledge'],
  'bot/(?!wechaty|main|service)': ['bot'],
  handlers: ['handlers', 'bot', 'tickets', 'people', 'knowledge'],
  'bot/wechaty': ['bot'],
  webhooks: ['webhooks', 'bot', 'platform/http'],
  public: ['public', 'tickets', 'people', 'platform/http'],
  admin: ['admin', 'bot', 'tickets', 'people', 'knowledge', 'platform/http'],
  'platform/embedded-mongo': ['platform/embedded-mongo'],
  'platform/(?!embedded-mongo)': ['platform', 'bot', 'tickets', 'people', 'knowledge'],
};
/** Each vendor package has one home. */
const home = {
  mongoose: 'platform/(mongo|files)',
  'bull|ioredis': 'platform/queue',
  i18next: 'platform/i18n',
  openai: 'knowledge/openai',
  'wechaty|wechaty-puppet-mock': 'bot/wechaty',
  'koa|@koa/router|koa-helmet': 'webhooks|admin|public|platform/http|bot/service',
  'lmdb|bson': 'platform/embedded-mongo',
  'fast-xml-parser': 'webhooks/wx-crypto',
  sharp: 'platform/files',
  'file-type': 'platform/files',
  'chinese-days': 'platform/calendar',
  'mammoth|read-excel-file|write-excel-file|csv-parse|csv-stringify': 'platform/read-files',
  'opencc-js': 'platform/fold',
  '@node-rs/argon2': 'platform/seal',
  'prom-client': 'platform',
  pino: 'platform/log',
  'docx|pdfmake': 'platform/documents',
  croner: 'platform/queue',
};
/** Pure rooms know no library at all (zod and node: types included). */
const pure = ['tickets', 'people', 'knowledge/(?!openai)'];
const at = (path) => `^(${path})`;
/** Pages bundle the words that they show. */
const pageTexts = at('platform/i18n/locales/');
const rooms = at('bot|webhooks|handlers|tickets|people|knowledge|admin|public|platform');

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(may).map(([room, allowed]) => ({
      name: `${room.replace(/\W.*/, '')}-imports-only-${allowed.join('+')}`,
      severity: 'error',
      from: { path: at(room) },
      to: { path: rooms, pathNot: [...allowed.map((name) => at(`${name}/`)), pageTexts] },
    })),
    ...Object.entries(home).map(([name, folder]) => ({
      name: `${name}-lives-in-${folder}`,
      severity: 'error',
      from: { path: rooms, pathNot: [at(folder), '^admin/console/'] },
      to: { path: `node_modules/(@types/)?(${name})/` },
    })),
    ...pure.map((room) => ({
      name: `${room.replace(/\W.*/, '')}-is-pure`,
      severity: 'error',
      from: { path: at(room.includes('(') ? room : `${room}/`) },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'core'] },
    })),
    ...['bot', 'tickets', 'people', 'knowledge', 'handlers'].map((room) => ({
      name: `enter-${room}-by-its-door`,
      severity: 'error',
      from: { path: rooms, pathNot: [at(`${room}/`)] },
      to: {
        path: at(`${room}/`),
        pathNot: [`^${room}/index\\.ts$`, '^bot/(main\\.ts$|service/)', '^bot/wechaty/'],
      },
    })),
    {
      name: 'only-service-wires',
      severity: 'error',
      from: { path: rooms, pathNot: ['^bot/main', '^bot/service/'] },
      to: { path: '^bot/(main\\.ts$|service/)' },
    },
    {
      name: 'no-test-code-in-rooms',
      severity: 'error',
      from: { path: rooms },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
