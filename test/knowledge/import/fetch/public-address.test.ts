import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublic, publicAddressesOf } from '../../../../src/knowledge/import/fetch/public-address.ts';

test.each([
  ['93.184.216.34', true],
  ['1.1.1.1', true],
  ['172.15.255.255', true],
  ['172.32.0.1', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['::ffff:1.1.1.1', true],
  ['64:ff9b::101:101', true],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['100.100.100.200', false],
  ['127.0.0.1', false],
  ['168.63.129.16', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:a00:1', false],
  ['64:ff9b::a9fe:a9fe', false],
  ['fc00::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['ff02::1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['not an address', false],
])('whether %s is on the public internet: %s', (address, is) => {
  expect(isPublic(address)).toBe(is);
});

test('an IPv4 address is as public when IPv6 carries it', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublic(`::ffff:${address}`)).toBe(isPublic(address));
      expect(isPublic(`64:ff9b::${address}`)).toBe(isPublic(address));
    }),
  );
});

describe('a host', () => {
  test('is connected to where its name leads', async () => {
    expect(await publicAddressesOf('docs.example.org', async () => ['1.1.1.1', '2606:4700::1111'])).toHaveLength(2);
  });

  test('is refused when only one of its addresses is private', async () => {
    const looking = publicAddressesOf('docs.example.org', async () => ['1.1.1.1', '192.168.0.1']);
    await expect(looking).rejects.toThrow('docs.example.org leads to 192.168.0.1, an address that is not on');
  });

  test('in numbers is never looked up', async () => {
    const lookup = () => Promise.reject(new Error('it was looked up'));
    expect(await publicAddressesOf('[2606:4700::1111]', lookup)).toEqual(['2606:4700::1111']);
    await expect(publicAddressesOf('10.0.0.1', lookup)).rejects.toThrow('10.0.0.1 is an address that is not on');
  });
});
