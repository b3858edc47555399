import { sayAll, type Text } from '#platform/text.ts';
import type { PortSet } from './port-set.ts';

/** Ports for people, `22, 80–443`, with the commas of the reader's language. */
export const portsText = (ports: PortSet): Text =>
  sayAll(ports.intervals().map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)));
