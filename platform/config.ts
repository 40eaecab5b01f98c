import { z } from 'zod';
import {
  channelVariables,
  findMissing,
  toOfficialAccount,
  toWecom,
  toWecomKf,
  toWechaty,
} from './channel-config.ts';

const roleNames = ['web', 'worker', 'wechaty'] as const;
export type ProcessRole = (typeof roleNames)[number];

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const count = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const pairs = (separator: string) =>
  z
    .string()
    .default('')
    .transform(list)
    .transform((items) => new Map(items.map((item) => splitAt(item, separator))));
const sourceName = z.string().regex(/^[a-z0-9-]{1,40}$/, 'needs names of a-z, 0-9 and -');
const secretKey = z
  .string()
  .refine(
    (value) => Buffer.from(value, 'base64').length === 32,
    'must be 32 bytes written in base64',
  );

function splitAt(item: string, separator: string): [string, string] {
  const at = item.indexOf(separator);
  return at === -1 ? [item, ''] : [item.slice(0, at), item.slice(at + separator.length)];
}

const EnvironmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: count(0, 65_535).default(8080),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: url.optional(),
  DATA_DIR: text.default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional(),
  SECRET_KEY: secretKey.optional(),
  SECRET_KEY_FILE: text.optional(),
  ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  ROLES: z
    .string()
    .optional()
    .transform((names) => (names === undefined ? undefined : list(names)))
    .pipe(z.array(z.enum(roleNames)).min(1).optional()),
  PASSIVE_REPLY_MS: count(0, 4500).default(1500),
  UNDO_MS: count(0, 600_000).default(30_000),
  /** Channels give 20 MB at most. */
  MEDIA_MAX_MB: count(1, 20).default(10),
  ...channelVariables,
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: url.default('https://api.openai.com/v1'),
  OPENAI_MODEL: text.optional(),
  OPENAI_EMBEDDING_MODEL: text.optional(),
  WEB_CHAT_ORIGINS: z.string().default('').transform(list).pipe(z.array(url)),
  INTAKE_KEYS: pairs(':').pipe(
    z.map(sourceName, z.string().min(16, 'needs secrets of at least 16 characters')),
  ),
  INTAKE_CALLBACKS: pairs('=').pipe(z.map(sourceName, url)),
  E_SEAL_URL: url.optional(),
  E_SEAL_TOKEN: text.optional(),
  HTTPS_PROXY: url.optional(),
  TRUST_PROXY: z.string().default('').transform(list),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  CLOCK_OFFSET_MS: z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform(Number)
    .default(0),
});
type Environment = z.infer<typeof EnvironmentSchema>;

/** A service that speaks OpenAI's API; each model is optional. */
export type OpenAiConfig = {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string | undefined;
  readonly embeddingModel: string | undefined;
};

export type Config = ReturnType<typeof toConfig>;

/** A wrong setting. The message names each variable and what it should be, never the value. */
export class ConfigError extends Error {
  readonly code = 'config_invalid';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads the environment once; empty variables count as unset. Throws ConfigError naming each wrong variable. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = EnvironmentSchema.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
    );
  }
  const problems = [...findContradictions(parsed.data)];
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(toConfig(parsed.data));
}

function* findContradictions(env: Environment): Generator<string> {
  if (env.MONGODB_URI !== undefined && !env.SECRET_KEY && !env.SECRET_KEY_FILE) {
    yield 'SECRET_KEY or SECRET_KEY_FILE must be set together with MONGODB_URI (32 bytes in base64: openssl rand -base64 32)';
  }
  if (env.CLOCK_OFFSET_MS !== 0 && env.NODE_ENV === 'production') {
    yield 'CLOCK_OFFSET_MS must be 0 when NODE_ENV is production';
  }
  const models = [env.OPENAI_MODEL, env.OPENAI_EMBEDDING_MODEL].filter(
    (name) => name !== undefined,
  );
  if (models.length > 0 && env.OPENAI_API_KEY === undefined) {
    yield 'OPENAI_API_KEY must be set together with OPENAI_MODEL or OPENAI_EMBEDDING_MODEL';
  }
  if ((env.E_SEAL_URL === undefined) !== (env.E_SEAL_TOKEN === undefined)) {
    yield 'E_SEAL_URL and E_SEAL_TOKEN must be set together';
  }
  if (env.ROLES?.includes('wechaty') && env.WECHATY_PUPPET === undefined) {
    yield 'WECHATY_PUPPET must be set: ROLES names wechaty';
  }
  yield* findMissing(env);
}

function toOpenAi(env: Environment): OpenAiConfig | undefined {
  if (env.OPENAI_API_KEY === undefined) return undefined;
  return {
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL,
    model: env.OPENAI_MODEL,
    embeddingModel: env.OPENAI_EMBEDDING_MODEL,
  };
}

/** The platform of electronic seals, where the bureau has one. */
function toESeal({ E_SEAL_URL: address, E_SEAL_TOKEN: token }: Environment) {
  return address === undefined || token === undefined ? undefined : { url: address, token };
}

/** A process that serves everything has the Wechaty child too, where one is configured. */
function toRoles({ ROLES, WECHATY_PUPPET }: Environment): ReadonlySet<ProcessRole> {
  const all = [
    'web',
    'worker',
    ...(WECHATY_PUPPET === undefined ? [] : ['wechaty' as const]),
  ] as const;
  return new Set<ProcessRole>(ROLES ?? all);
}

function toConfig(env: Environment) {
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    dataDir: env.DATA_DIR,
    mongodbUri: env.MONGODB_URI,
    redisUrl: env.REDIS_URL,
    secretKey: env.SECRET_KEY,
    secretKeyFile: env.SECRET_KEY_FILE,
    adminPassword: env.ADMIN_PASSWORD,
    roles: toRoles(env),
    wechaty: toWechaty(env),
    passiveReplyMs: env.PASSIVE_REPLY_MS,
    undoMs: env.UNDO_MS,
    mediaMaxBytes: env.MEDIA_MAX_MB * 1024 * 1024,
    officialAccount: toOfficialAccount(env),
    wecom: toWecom(env),
    wecomKf: toWecomKf(env),
    openAi: toOpenAi(env),
    webChatOrigins: env.WEB_CHAT_ORIGINS,
    intakeKeys: env.INTAKE_KEYS,
    intakeCallbacks: env.INTAKE_CALLBACKS,
    eSeal: toESeal(env),
    httpsProxy: env.HTTPS_PROXY,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    clockOffsetMs: env.CLOCK_OFFSET_MS,
  };
}
