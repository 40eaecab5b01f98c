import { hash, verify } from '@node-rs/argon2';

/** Thrown when too many people sign in at once; nothing was checked. */
class PasswordBusyError extends Error {
  readonly code = 'password_busy';
  constructor() {
    super('password_busy');
    this.name = 'PasswordBusyError';
  }
}

export type Passwords = {
  /** argon2id, 19 MiB, two passes. Throws PasswordBusyError. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Without a hash (unknown user) takes as long as with one and says false. Throws PasswordBusyError. */
  readonly verifyPassword: (passwordHash: string | undefined, password: string) => Promise<boolean>;
};

const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const unguessable = 'no password has this hash';

/** Runs at most `maxRunning` hashes at once and lets `maxWaiting` wait: a flood of sign-ins must not take the CPU. */
export function createPasswords(limits: {
  readonly maxRunning: number;
  readonly maxWaiting: number;
}): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  let decoy: Promise<string> | undefined;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < limits.maxRunning) running += 1;
    else if (waiting.length >= limits.maxWaiting) throw new PasswordBusyError();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that nobody can slip in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hashPassword: (password) => inTurn(() => hash(password, options)),
    async verifyPassword(passwordHash, password) {
      if (passwordHash !== undefined) return inTurn(() => verify(passwordHash, password));
      decoy ??= hash(unguessable, options);
      const known = await decoy;
      await inTurn(() => verify(known, password));
      return false;
    },
  };
}
