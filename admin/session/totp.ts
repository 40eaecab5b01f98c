import { verify } from 'otplib';

const toleranceS = 30;

/** The time step of a one-time code that is right now and later than the last used one; undefined when it is wrong. */
export async function findTotpStep(
  secret: string,
  code: string,
  { now, usedStep }: { readonly now: Date; readonly usedStep?: number | undefined },
): Promise<number | undefined> {
  const result = await verify({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: toleranceS,
    ...(usedStep !== undefined && { afterTimeStep: usedStep }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
