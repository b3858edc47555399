import { type Family, familyOf } from '#inventory/addresses.ts';
import type { AliListener, AliLoadBalancer, AliServer } from '#inventory/alicloud/balancing.ts';
import type { AliInterface } from '#inventory/alicloud/ecs.ts';
import { seenOf } from '#inventory/known.ts';
import { TCP, UDP } from '#inventory/protocols.ts';
import { say } from '#platform/text.ts';
import { AddressSet } from './address-set.ts';
import { admittedBy } from './alicloud-balancer-reach.ts';
import type { AliEstate } from './alicloud-estate.ts';
import { aliUnfiltered } from './alicloud-filters.ts';
import { aliFrontAcl, aliFrontOpenness } from './alicloud-front-acl.ts';
import { aclOpennessOf, aliGroupsIn } from './alicloud-passage.ts';
import { certain, joinCertainty, mapCertainty } from './certainty.ts';
import { type Hop, incomplete, type Reason } from './hop.ts';
import { INTERNET } from './internet.ts';
import { Openness } from './openness.ts';
import { ALL_PORTS } from './port-set.ts';
import type { Exposure } from './reach/exposure.ts';
import { Passage } from './reach/passage.ts';
import { ORDINARY_CLIENT_PORTS } from './reach/replies.ts';
import { TrafficClass } from './reach/traffic-class.ts';

/** A server that a listener of an Internet balancer sends work to. */
export interface Forwarding {
  readonly balancer: AliLoadBalancer;
  readonly listener: AliListener;
  readonly server: AliServer;
}

/** The ways through balancers to the machines of a region, found by the machine's, interface's or address's id. */
export class AliForwardings {
  readonly #estate: AliEstate;
  readonly #byServer = new Map<string, Forwarding[]>();

  constructor(estate: AliEstate) {
    this.#estate = estate;
    for (const balancer of seenOf(estate.region.loadBalancers)) {
      const addresses = estate.addressesOf(balancer);
      if (balancer.status !== 'active' || (addresses.known && addresses.value.length === 0)) continue;
      for (const listener of seenOf(estate.listenersOf(balancer))) {
        if (listener.status !== 'running' || listener.redirects) continue;
        for (const { servers } of seenOf(listener.balancing)) {
          for (const server of seenOf(servers)) if (server.weight !== 0) this.#add({ balancer, listener, server });
        }
      }
    }
  }

  #add(forwarding: Forwarding): void {
    const { id, ip } = forwarding.server;
    for (const key of new Set([id, ip ?? id])) {
      const same = this.#byServer.get(key);
      if (same) same.push(forwarding);
      else this.#byServer.set(key, [forwarding]);
    }
  }

  /**
   * What strangers reach at an interface through balancers. A CLB reaches its servers past their security groups; ALB and NLB
   * come from addresses inside the VPC, which the groups must admit.
   *
   * @see https://www.alibabacloud.com/help/en/slb/application-load-balancer/user-guide/add-a-security-group-to-an-alb-instance
   */
  exposuresOf(nic: AliInterface, state: Hop): readonly Exposure[] {
    if (state.verdict === 'fail') return [];
    const address = nic.addresses.find(({ primary }) => primary)?.privateIp ?? nic.addresses[0]?.privateIp;
    if (address === undefined) return [];
    return this.to(nic).flatMap((way) => this.#exposuresVia(way, nic, address, state));
  }

  /** The ways through balancers to an interface. */
  to(nic: AliInterface): readonly Forwarding[] {
    const keys = [
      nic.id,
      ...(nic.type === 'primary' && nic.instanceId ? [nic.instanceId] : []),
      ...nic.addresses.map(({ privateIp }) => privateIp),
    ];
    return [...new Set(keys.flatMap((key) => this.#byServer.get(key) ?? []))];
  }

  #exposuresVia(
    { balancer, listener, server }: Forwarding,
    nic: AliInterface,
    address: string,
    state: Hop,
  ): readonly Exposure[] {
    const family = familyOf(address);
    const protocol = listener.protocol === 'udp' || listener.protocol === 'quic' ? UDP : TCP;
    const [listenerPort] = listener.ports;
    const targetPort = server.port ?? listenerPort;
    const admitted = this.#admitted(balancer, listener, protocol, family);
    const frontAcl = aliFrontAcl(this.#estate, balancer);
    const acl = aliFrontOpenness(frontAcl, balancer, family);
    const through = mapCertainty(acl.ingress.of(protocol), (each) => each.addressesOnAll(listenerPort, listenerPort));
    const addresses = {
      must: admitted.addresses.must.intersect(through.must),
      may: admitted.addresses.may.intersect(through.may),
    };
    const front = new Openness(
      family,
      [{ protocol, interval: [targetPort, targetPort], addresses, allow: true }],
      [...admitted.missing, ...(frontAcl.known ? acl.ingress.missing : frontAcl.missing)],
    );
    const around = new Passage({
      family,
      sources: INTERNET[family],
      inbound: [front],
      outbound: acl.egress,
      routes: { passes: certain(AddressSet.all(family)), reasons: [] },
    });
    const traffic = new TrafficClass(around, aliUnfiltered(family));
    const doubts = [...(state.reasons ?? []), ...this.doubtsAt(balancer, nic, protocol, targetPort, address)];
    if (doubts.includes('closed')) return [];
    const reasons = doubts.filter((doubt): doubt is Reason => doubt !== 'closed');
    const entries = reasons.length > 0 ? traffic.entriesInDoubt(reasons) : traffic.entries();
    const resource =
      nic.instanceId === undefined
        ? { type: 'network-interface', id: nic.id }
        : { type: 'instance', id: nic.instanceId };
    const via = { type: balancer.kind, id: balancer.id, listenerPort, targetPort };
    return entries.map((each): Exposure => {
      const verdict = each.verdict === 'reachable' ? 'pass' : 'unknown';
      const at = { leg: 'forward', rule: null, verdict } as const;
      const path: readonly Hop[] = [
        { ...at, hop: 'listener', component: listener.id, message: say`${listener.id} is running.` },
        {
          ...at,
          hop: 'target-group',
          component: server.id,
          message: say`${balancer.id} sends it on to ${server.id} port ${targetPort}.`,
        },
        state,
      ];
      return { resource, interface: nic.id, address, family, traffic: each, via, path };
    });
  }

  /** The clients that get past a balancer's own security groups and its listener's access list. */
  #admitted(balancer: AliLoadBalancer, listener: AliListener, protocol: number, family: Family) {
    const listed = admittedBy(this.#estate, listener, family);
    if (balancer.groupIds.length === 0) return listed;
    const groups = aliGroupsIn(this.#estate, balancer.groupIds, family, '');
    const [port] = listener.ports;
    const open = mapCertainty(groups.of(protocol), (traffic) => traffic.at(port));
    const addresses = joinCertainty(listed.addresses, open, (a, b) => a.intersect(b));
    return { addresses, missing: [...listed.missing, ...groups.missing] };
  }

  /**
   * Why it is not sure that what a balancer sends gets to a machine; `closed` where it certainly does not. Network ACLs
   * filter what balancers of every kind send, and a CLB may show them the client's address or its own.
   */
  doubtsAt(
    balancer: AliLoadBalancer,
    nic: AliInterface,
    protocol: number,
    port: number,
    address: string,
  ): readonly (Reason | 'closed')[] {
    const addresses = this.#estate.addressesOf(balancer);
    return [
      ...(addresses.known ? [] : addresses.missing.map(incomplete)),
      ...this.#groupDoubts(balancer, nic, protocol, port, address),
      ...this.#aclDoubts(balancer, nic, protocol, port, address),
    ];
  }

  #aclDoubts(
    { id }: AliLoadBalancer,
    { vSwitchId }: AliInterface,
    protocol: number,
    port: number,
    address: string,
  ): readonly (Reason | 'closed')[] {
    const acl = this.#estate.aclOf(vSwitchId);
    if (!acl.known) return acl.missing.map(incomplete);
    if (!acl.value) return [];
    const family = familyOf(address);
    const everybody = AddressSet.all(family);
    const into = aclOpennessOf(this.#estate, { vSwitchId }, 'ingress', family).of(protocol);
    const out = aclOpennessOf(this.#estate, { vSwitchId }, 'egress', family).of(protocol);
    const answered = out.may.withinPorts(ALL_PORTS).addresses();
    if (!into.may.at(port).overlaps(answered)) return ['closed'];
    const isEverybody = (addresses: AddressSet): boolean => addresses.equals(everybody);
    const isOpen = isEverybody(into.must.at(port)) && out.must.portsWhere(isEverybody).covers(ORDINARY_CLIENT_PORTS);
    const message = say`${acl.value.id} lets only some addresses in, and which of them ${id} shows it is not known`;
    return isOpen ? [] : [{ code: 'X_MIDDLEBOX', component: acl.value.id, message }];
  }

  #groupDoubts(
    { kind, id }: AliLoadBalancer,
    nic: AliInterface,
    protocol: number,
    port: number,
    address: string,
  ): readonly (Reason | 'closed')[] {
    if (kind === 'clb' || nic.groupIds.length === 0) return [];
    const family = familyOf(address);
    const open = aliGroupsIn(this.#estate, nic.groupIds, family, address).of(protocol);
    const vpc = this.#estate.vpc(nic.vpcId);
    const inside = AddressSet.of(family, vpc.known ? vpc.value.cidrs : []);
    if (!inside.isEmpty && open.must.at(port).covers(inside)) return [];
    if (!inside.isEmpty && !open.may.at(port).overlaps(inside)) return ['closed'];
    return [
      {
        code: 'X_MIDDLEBOX',
        component: id,
        message: say`the addresses that ${id} asks from are not known, and the groups admit only some`,
      },
    ];
  }
}
