import { TCP, UDP } from '#inventory/protocols.ts';
import { type Interval, PortSet } from './port-set.ts';

/** Something that listens on well-known ports. */
export interface Service {
  readonly name: string;
  readonly protocols: readonly number[];
  readonly ports: readonly Interval[];
}

/** A family of services that share a reason to be closed (or open) to the world. */
export type ServiceFamily = 'admin' | 'data' | 'file' | 'amplifiers' | 'public';

const on =
  (...protocols: readonly number[]) =>
  (name: string, ...ports: readonly (number | Interval)[]): Service => ({
    name,
    protocols,
    ports: ports.map((port) => (typeof port === 'number' ? ([port, port] as const) : port)),
  });
const tcp = on(TCP);
const udp = on(UDP);
const both = on(TCP, UDP);

/**
 * Services by family.
 *
 * @see https://www.iana.org/assignments/service-names-port-numbers
 */
export const SERVICES: Readonly<Record<ServiceFamily, readonly Service[]>> = {
  admin: [
    tcp('SSH', 22),
    tcp('telnet', 23),
    both('RDP', 3389),
    tcp('VNC', [5900, 5903]),
    tcp('WinRM', [5985, 5986]),
    tcp('Docker', [2375, 2376]),
    tcp('Kubernetes API', 6443),
    tcp('kubelet', 10250),
  ],
  data: [
    tcp('SQL Server', [1433, 1434]),
    tcp('Oracle', 1521, [2483, 2484]),
    tcp('MySQL', 3306),
    tcp('PostgreSQL', 5432),
    tcp('Redshift', 5439),
    tcp('Redis', [6379, 6380]),
    both('memcached', 11211),
    tcp('MongoDB', [27017, 27019]),
    tcp('Cassandra', 9042, [7000, 7001], 7199, 9160),
    tcp('Elasticsearch', 9200, 9300),
    tcp('Kibana', 5601),
    tcp('Kafka', [9092, 9093]),
    tcp('ZooKeeper', 2181),
    tcp('etcd', [2379, 2380]),
    tcp('RabbitMQ', 5672, 15672),
    tcp('HDFS', 8020, 9000, 9870, 50070),
    tcp('YARN', 8088),
    tcp('Cloudera Manager', 7180),
    tcp('CouchDB', 5984),
    tcp('InfluxDB', 8086),
  ],
  file: [
    tcp('FTP', [20, 21]),
    udp('TFTP', 69),
    both('rpcbind', 111),
    tcp('SMB', 135, 139, 445),
    udp('NetBIOS', [137, 138]),
    both('LDAP', 389),
    tcp('LDAPS', 636),
    tcp('rsync', 873),
    both('NFS', 2049),
  ],
  amplifiers: [
    udp('QOTD', 17),
    udp('chargen', 19),
    udp('DNS', 53),
    udp('rpcbind', 111),
    udp('NTP', 123),
    udp('NetBIOS', 137),
    udp('SNMP', 161),
    udp('CLDAP', 389),
    udp('RIP', 520),
    udp('IPMI', 623),
    udp('SSDP', 1900),
    udp('Apple Remote Desktop', 3283),
    udp('WS-Discovery', 3702),
    udp('mDNS', 5353),
    udp('CoAP', 5683),
    udp('Ubiquiti discovery', 10001),
    udp('memcached', 11211),
    udp('Source engine', 27015),
    udp('Lantronix', 30718),
    udp('Plex discovery', 37810),
  ],
  public: [tcp('HTTP', 80), both('HTTPS', 443)],
};

/** The ports of a family's services on one protocol. */
export const portsOf = (family: ServiceFamily, protocol: number): PortSet =>
  PortSet.of(...SERVICES[family].flatMap((each) => (each.protocols.includes(protocol) ? each.ports : [])));

/** The services of a family that listen on any of `ports` of a protocol. */
export const servicesOn = (family: ServiceFamily, protocol: number, ports: PortSet): readonly Service[] =>
  SERVICES[family].filter((each) => each.protocols.includes(protocol) && ports.overlaps(PortSet.of(...each.ports)));
