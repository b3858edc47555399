/** The shop's own VPC. */
export const VPC = 'vpc-bp1shopprod0001';
/** Its vSwitches. */
export const ZONE = { h: 'vsw-bp1shopweb0h', i: 'vsw-bp1shopweb0i', db: 'vsw-bp1shopdb0h' } as const;
/** The machines behind its balancers. */
export const WEB = ['i-bp1web000001', 'i-bp1web000002'] as const;
