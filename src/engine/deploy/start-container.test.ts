import { describe, expect, test } from 'vitest'
import { refusedPort } from './start-container'

describe('a port that Docker refused is read off its words', () => {
  test.each([
    [
      'another container, any version',
      'driver failed programming external connectivity on endpoint dev1_admin_1 (4b71): Bind for 0.0.0.0:25857 failed: port is already allocated',
      { port: 25857, by: 'docker' },
    ],
    [
      'another container, IPv6',
      'driver failed programming external connectivity on endpoint web (1a): Bind for :::443 failed: port is already allocated',
      { port: 443, by: 'docker' },
    ],
    [
      'a program, with the userland proxy',
      'driver failed programming external connectivity on endpoint web (1a): Error starting userland proxy: listen tcp4 0.0.0.0:3000: bind: address already in use',
      { port: 3000, by: 'host' },
    ],
    [
      'a program, UDP and IPv6',
      'Error starting userland proxy: listen udp6 [::]:53: bind: address already in use',
      { port: 53, by: 'host' },
    ],
    [
      'a program, where the daemon binds',
      'failed to set up container networking: driver failed programming external connectivity on endpoint web (1a): failed to bind host port for 0.0.0.0:8080:172.18.0.2:80/tcp: address already in use',
      { port: 8080, by: 'host' },
    ],
    [
      'a program, where the daemon binds, shorter',
      'failed to bind host port 127.0.0.1:8080/tcp: address already in use',
      { port: 8080, by: 'host' },
    ],
    [
      'a program, where the daemon binds, IPv6',
      'failed to bind host port for [::]:8080:[fd00::2]:80/tcp: address already in use',
      { port: 8080, by: 'host' },
    ],
    ['something else', 'error while creating mount source path: no such file or directory', null],
  ] as const)('%s', (_, reason, expected) => {
    expect(refusedPort(reason)).toEqual(expected)
  })
})
