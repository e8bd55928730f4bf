import { describe, expect, it } from 'vitest'
import { readServeOptions, UsageError } from './serve-options.ts'

const refusal = (...args: string[]): string => {
  try {
    readServeOptions(args)
  } catch (error) {
    if (error instanceof UsageError) return error.message
  }
  return 'taken'
}

describe('the options of serve', () => {
  it('have defaults, and the last of two counts', () => {
    expect(readServeOptions([])).toEqual({ brokers: null, port: 9092, firstId: null, host: '127.0.0.1', dataDir: null, speed: 1, http: null, properties: {} })
    expect(readServeOptions(['--port', '1', '--port=2', '--brokers=1', '--data', 'd', '--first-id', '0']))
      .toMatchObject({ port: 2, brokers: 1, dataDir: 'd', firstId: 0 })
  })

  it('set server properties', () => {
    expect(readServeOptions(['--set', 'min.insync.replicas=2', '--set=log.cleanup.policy=compact,delete']).properties)
      .toEqual({ 'min.insync.replicas': '2', 'log.cleanup.policy': 'compact,delete' })
  })

  it('are refused with what is wrong', () => {
    expect([
      refusal('--replicas', '3'), refusal('9092'), refusal('--port'), refusal('--port', 'x'), refusal('--port', '65535'), refusal('--brokers', '0'),
      refusal('--speed', '0'), refusal('--host', '0.0.0.0'), refusal('--host', '::1'),
      refusal('--set', 'retention'), refusal('--set', 'foo.bar=1'), refusal('--set', 'retention.ms=1'), refusal('--set', 'node.id=4'),
      refusal('--set', 'log.dirs=/data/1,/var/log'),
      refusal('--set', 'log.retention.ms=soon'), refusal('--set', 'log.cleanup.policy=none'), refusal('--set', 'min.insync.replicas=0'),
    ]).toMatchInlineSnapshot(`
      [
        "unknown option --replicas",
        "unknown option 9092",
        "--port needs a value",
        "--port x: a whole number from 0 to 65535 is needed",
        "--port 65535 leaves no room for 3 brokers below 65536",
        "--brokers 0: a whole number from 1 to 100 is needed",
        "--speed 0: a number from 0.01 to 100 is needed",
        "advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.",
        "--host ::1: an IPv4 address or a name is needed",
        "--set retention: key=value is needed",
        "Unknown configuration 'foo.bar'",
        "Unknown configuration 'retention.ms': it is a topic's; brokers have log.retention.ms",
        "--set node.id=4: node.id is what serve sets by itself",
        "--set log.dirs=/data/1,/var/log: /var/log is no folder in /data, where a broker has its disk: log.dirs=/data/1,/data/2",
        "Invalid value soon for configuration log.retention.ms: Not a number of type LONG",
        "Invalid value none for configuration log.cleanup.policy: String must be one of: compact, delete",
        "Invalid value 0 for configuration min.insync.replicas: Value must be at least 1",
      ]
    `)
  })
})
