/**
 * Which machines an address that someone typed may send Quorum to: those on the public internet, not those that only
 * Quorum's own machine can reach, itself and its cloud's metadata server included.
 */
import { lookup as systemResolve } from 'node:dns/promises';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { Failure } from '../../../failure.ts';

/** The network addresses of a host name. */
export type Lookup = (host: string) => Promise<string[]>;

export const systemLookup: Lookup = async (host) =>
  (await systemResolve(host, { all: true })).map(({ address }) => address);

/** Where a host is to be connected to. Fails where any of its addresses is not public. */
export async function publicAddressesOf(host: string, lookup: Lookup): Promise<string[]> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(name) ? [name] : await lookup(name);
  const refused = addresses.find((address) => !isPublic(address));
  if (refused !== undefined) {
    const leads = refused === name ? 'is' : `leads to ${refused},`;
    throw new Failure('bad-address', `${name} ${leads} an address that is not on the public internet.`, {
      remedy: 'Only whoever runs Quorum can allow addresses of their own network.',
    });
  }
  return addresses;
}

export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !reservedIPv4.check(address);
  const written = URL.parse(`http://[${address}]`)?.hostname;
  if (written === undefined) return false; // one with a zone, or none at all
  const embedded = embeddedIPv4.exec(written);
  if (embedded) return isPublic(fromGroups(embedded[1], embedded[2]));
  return globalIPv6.check(address, 'ipv6') && !reservedIPv6.check(address, 'ipv6');
}

/** IPv4 inside IPv6, as it is mapped and as networks without IPv4 translate it. */
const embeddedIPv4 = /^\[(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/;

function fromGroups(high = '', low = ''): string {
  const bytes = [high, low].map((group) => Number.parseInt(group, 16)).flatMap((group) => [group >> 8, group & 255]);
  return bytes.join('.');
}

function subnets(family: 'ipv4' | 'ipv6', list: string[]): BlockList {
  const blocks = new BlockList();
  for (const subnet of list) {
    const [network = '', bits] = subnet.split('/');
    blocks.addSubnet(network, Number(bits), family);
  }
  return blocks;
}

const reservedIPv4 = subnets('ipv4', [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT, and a cloud's metadata
  '127.0.0.0/8', // this machine
  '168.63.129.16/32', // a cloud's host agent
  '169.254.0.0/16', // link-local, and most clouds' metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocols
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
]);

const globalIPv6 = subnets('ipv6', ['2000::/3']);

const reservedIPv6 = subnets('ipv6', [
  '2001::/23', // protocols, tunnels among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which hides an IPv4 address
  '3fff::/20', // documentation
]);
