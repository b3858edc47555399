import type { Instance, NetworkInterface } from '#inventory/aws/ec2.ts';

/** What forgets an idle TCP connection, and after how long. */
const FIVE_DAYS_SECONDS = 432_000;
const NITRO_V6_SECONDS = 350;

/** Families on the sixth generation of Nitro cards, where the default is short. */
const NITRO_V6 = /^(?:[cmr]8(?:a|i|gn|gb)(?:d|n|b|e)*(?:-flex)?|m8azn|x8(?:i|aedz)|hpc8a|g7e|p6-b[23]00)\./;
/** Families of that generation or a later one that we do not know yet: their default may be either. */
const PERHAPS_NITRO_V6 = /^(?:[a-z]+(?:8|9|\d{2,})[a-z]*(?:-flex)?|trn3|g7)\./;
/** What came before with the number 8 has the long default. */
const NITRO_V5 = /^(?:[cmrx]8gd?|i8g)\./;

/**
 * After how many seconds the interface forgets an idle TCP connection: what is configured, or the default of the
 * instance's generation.
 *
 * @returns `undefined` where the default cannot be told from the instance's type.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html#connection-tracking-timeouts
 */
export function trackingSeconds(
  { trackingSeconds: { tcpEstablished } }: Pick<NetworkInterface, 'trackingSeconds'>,
  instance: Pick<Instance, 'instanceType'> | undefined,
): number | undefined {
  if (tcpEstablished !== undefined) return tcpEstablished;
  const type = instance?.instanceType?.toLowerCase();
  if (type === undefined) return undefined;
  if (NITRO_V6.test(type)) return NITRO_V6_SECONDS;
  return PERHAPS_NITRO_V6.test(type) && !NITRO_V5.test(type) ? undefined : FIVE_DAYS_SECONDS;
}

/** The shortest that a default can be: what holds at least, where the type does not tell. */
export const LEAST_DEFAULT_SECONDS = NITRO_V6_SECONDS;
