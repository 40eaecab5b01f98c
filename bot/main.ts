import process from 'node:process';
import { createClock } from '../platform/clock.ts';
import { parseConfig, type Config } from '../platform/config.ts';
import { createLog, describeError } from '../platform/log.ts';
import { startService } from './service/index.ts';

/** A second signal, or a stop that takes longer, ends the process at once. */
const stopWithinMs = 15_000;

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const log = createLog(config.logLevel);
  const service = await startService(config, log, createClock(config.clockOffsetMs));
  process.stdout.write(describeStart(config, service.firstPassword));

  let isStopping = false;
  function stop(): void {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(describeError(error), 'did not stop cleanly');
        process.exit(1);
      },
    );
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('unhandledRejection', (error) =>
    log.error(describeError(error), 'unhandled rejection'),
  );
}

function describeStart({ publicUrl, roles }: Config, firstPassword: string | undefined): string {
  const addresses = [
    `  console   ${publicUrl}/admin`,
    `  web chat  ${publicUrl}/chat`,
    `  progress  ${publicUrl}/progress`,
  ];
  const lines = [
    `Duxin 督信 (${[...roles].join(', ')})`,
    ...(roles.has('web') ? addresses : []),
    ...(firstPassword === undefined
      ? []
      : [`  first sign-in: admin / ${firstPassword}  (to be changed there; not shown again)`]),
  ];
  return `${lines.join('\n')}\n`;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** Errors of the start are the operator's to read: wrong settings, a taken port, a locked folder. */
function explain(error: unknown): string {
  return error instanceof Error ? `Duxin cannot start: ${error.message}` : 'Duxin cannot start';
}
