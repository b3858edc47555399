import { awsCommand, ownersChoice } from './command.ts';

type Place = { readonly region: string };

const GROUP = ownersChoice('ISOLATION_GROUP', 'set it to the id of a group without rules');

/** A command that leaves an interface nothing but a group that lets nothing in and nothing out; `posture contain` writes the whole plan. */
export const isolateInterface = (region: Place, interfaceId: string): string =>
  `${awsCommand(region, 'ec2', 'modify-network-interface-attribute', { 'network-interface-id': interfaceId })} --groups ${GROUP}`;

/** The same for an instance with one interface. */
export const isolateInstance = (region: Place, instanceId: string): string =>
  `${awsCommand(region, 'ec2', 'modify-instance-attribute', { 'instance-id': instanceId })} --groups ${GROUP}`;
