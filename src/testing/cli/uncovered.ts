/** Commands of a transcript that print something else with us, and why. */
export interface Uncovered { readonly reason: string; readonly commands: readonly string[] }

/** Transcripts nobody plays. */
export const unplayed: Readonly<Record<string, string>> = {
  'disk-failure.txt': 'the recorder broke one directory of several; all of ours lie on one disk',
  'share-groups.txt': 'share groups are not there',
  'transactions.txt': 'transactions are not there',
}

/** By transcript; a command that comes again has its number behind it. */
export const uncovered: Readonly<Record<string, readonly Uncovered[]>> = {
  'cluster.txt': [
    {
      reason: 'controllers answer no clients of their own, and voters do not change',
      commands: [
        'kafka-cluster.sh list-endpoints --bootstrap-controller localhost:39092',
        'kafka-metadata-quorum.sh --bootstrap-controller localhost:39092 describe --status',
        'kafka-metadata-quorum.sh --bootstrap-server localhost:9092 remove-controller --controller-id 9 --controller-directory-id AAAAA'
          + 'AAAAAAAAAAAAAAAAQ',
      ],
    },
    {
      reason: 'a quorum has one voter here, the recorder\'s had three',
      commands: [
        'kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --status',
        'kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --replication',
        'kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --replication --human-readable',
      ],
    },
    {
      reason: 'fewer requests are answered here (transactions, KIP-848, ACLs, quotas, share groups)',
      commands: [
        'kafka-broker-api-versions.sh --bootstrap-server localhost:9092',
      ],
    },
  ],
  'configs-others.txt': [
    {
      reason: 'listeners and directories are those of the recorder\'s servers',
      commands: [
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --broker 1 --all',
      ],
    },
    {
      reason: 'the JVM\'s loggers are others',
      commands: [
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --broker-logger 1 | head -8',
      ],
    },
    {
      reason: 'quotas and SCRAM credentials are not there: their requests are not offered',
      commands: [
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config producer_byte_rate=1048576,consumer_byte_rate=2097152 '
          + '--entity-type clients --entity-name mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config request_percentage=150 --entity-type users --entity-na'
          + 'me alice --entity-type clients --entity-name mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config producer_byte_rate=500000 --entity-type clients --enti'
          + 'ty-default',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config controller_mutation_rate=5 --user alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config connection_creation_rate=20 --entity-type ips --entity'
          + '-name 127.0.0.1',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type clients',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type clients --entity-name mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type users --entity-type clients',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type users',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type ips',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config producer_byte_rate=-5 --client mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config producer_byte_rate=fast --client mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config no_such_quota=5 --client mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config producer_byte_rate,consumer_byte_rate --client mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config request_percentage --entity-type users --entity-nam'
          + 'e alice --entity-type clients --entity-name mobile',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config producer_byte_rate --client-defaults',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config controller_mutation_rate --user alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config connection_creation_rate --ip 127.0.0.1',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config producer_byte_rate --client no-such-client',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config \'SCRAM-SHA-256=[iterations=8192,password=alice-secret]'
          + ',SCRAM-SHA-512=[password=alice-secret]\' --entity-type users --entity-name alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type users --entity-name alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config \'SCRAM-SHA-256=[iterations=100,password=x]\' --user alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --add-config \'SCRAM-MD5=[password=x]\' --user alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config \'SCRAM-SHA-512\' --user alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --user alice',
        'kafka-configs.sh --bootstrap-server localhost:9092 --alter --delete-config \'SCRAM-SHA-512\' --user alice (2)',
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --user nobody',
      ],
    },
    {
      reason: 'share groups, transactions, ACLs, client metrics: no such tool',
      commands: [
        'kafka-client-metrics.sh --bootstrap-server localhost:9092 --alter --name basic --metrics org.apache.kafka.producer. --interval'
          + ' 30000 --match client_software_name=apache-kafka-java',
        'kafka-client-metrics.sh --bootstrap-server localhost:9092 --describe --name basic',
        'kafka-client-metrics.sh --bootstrap-server localhost:9092 --list',
        'kafka-client-metrics.sh --bootstrap-server localhost:9092 --delete --name basic',
        'kafka-client-metrics.sh --bootstrap-server localhost:9092 --describe',
        'kafka-acls.sh --bootstrap-server localhost:9092 --list',
        'kafka-acls.sh --bootstrap-server localhost:9092 --add --allow-principal User:alice --operation Read --topic orders',
      ],
    },
  ],
  'configs-topics.txt': [
    {
      reason: 'the configs of internal topics were cut from the transcript',
      commands: [
        'kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type topics',
      ],
    },
  ],
  'console.txt': [
    {
      reason: 'the recorder wrote transactions into this partition between its commands',
      commands: [
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic payments --partition 0 --offset 5 --timeout-ms 2000 --form'
          + 'atter-property print.offset=true',
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic payments --partition 0 --offset 5 --timeout-ms 2000 --form'
          + 'atter-property print.offset=true --isolation-level read_committed',
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic payments --group billing --from-beginning --timeout-ms 700'
          + '0 --formatter-property print.offset=true',
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --include \'orders|payments\' --from-beginning --timeout-ms 7000',
      ],
    },
    {
      reason: 'KIP-848 groups are not there',
      commands: [
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic payments --group billing-next --timeout-ms 7000 --consumer'
          + '-property group.protocol=consumer',
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic payments --group billing-next --timeout-ms 7000 --from-beg'
          + 'inning --command-property group.protocol=consumer',
      ],
    },
    {
      reason: 'the recorder\'s groups were others, and a thousand lines of them were cut',
      commands: [
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic __consumer_offsets --from-beginning --timeout-ms 7000 --fo'
          + 'rmatter org.apache.kafka.tools.consumer.OffsetsMessageFormatter',
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic __consumer_offsets --from-beginning --timeout-ms 7000 --fo'
          + 'rmatter org.apache.kafka.tools.consumer.GroupMetadataMessageFormatter',
        'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic __transaction_state --from-beginning --timeout-ms 7000 --f'
          + 'ormatter org.apache.kafka.tools.consumer.TransactionLogMessageFormatter',
      ],
    },
  ],
  'consumer-groups-reset.txt': [
    {
      reason: 'another group of the recorder’s is in the list, and two of one bucket of a Java map stand as their coordinators answered',
      commands: [
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --reset-offsets --all-groups --topic payments-r --to-offset 1 --dry'
          + '-run',
      ],
    },
    {
      reason: 'KIP-848 groups are not there',
      commands: [
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --reset-offsets --group billing-rn --topic payments-r --to-earliest'
          + ' --execute (2)',
        'n1 stopped',
      ],
    },
  ],
  'consumer-groups.txt': [
    {
      reason: 'KIP-848 groups are not there',
      commands: [
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --list --type --state',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --list --type consumer',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --offsets --verbose',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --members',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --members --verbose',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --state',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --state --verbose',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --reset-offsets --group billing-n --topic orders-g --to-earliest --'
          + 'execute',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete --group billing-n',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-c --group billing-n --state',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --all-groups --state',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --all-groups',
        'n1 stopped',
        'n2 stopped',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --offsets --verbose (2)',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n --state --verbose (2)',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete-offsets --group billing-n --topic payments-g',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete-offsets --group billing-n --topic orders-g:0,1',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete-offsets --group billing-n --topic orders-g:99',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing-n (2)',
        'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete --group billing-n (2)',
      ],
    },
    {
      reason: 'KIP-848 and share groups are not there',
      commands: [
        'kafka-groups.sh --bootstrap-server localhost:9092 --list',
        'kafka-groups.sh --bootstrap-server localhost:9092 --list --group-type consumer',
        'kafka-groups.sh --bootstrap-server localhost:9092 --list --protocol consumer',
        'kafka-groups.sh --bootstrap-server localhost:9092 --list --consumer',
        'kafka-groups.sh --bootstrap-server localhost:9092 --list --share',
      ],
    },
  ],
  'leader-election.txt': [
    {
      reason: 'which partitions are not with their preferred leader is a matter of placement',
      commands: [
        'kafka-leader-election.sh --bootstrap-server localhost:9092 --election-type preferred --all-topic-partitions',
      ],
    },
  ],
  'perf.txt': [
    {
      reason: 'fewer client metrics are kept here',
      commands: [
        'kafka-producer-perf-test.sh --topic orders-p --num-records 1000 --record-size 100 --throughput 100000 --bootstrap-server local'
          + 'host:9092 --print-metrics | head -20',
      ],
    },
    {
      reason: 'not among the tools of this house',
      commands: [
        'kafka-e2e-latency.sh --bootstrap-server localhost:9092 --topic orders-p --num-records 200 --producer-acks all --record-size 64',
        'kafka-replica-verification.sh --broker-list localhost:9092 --topics-include orders-p',
      ],
    },
  ],
  'topics-degraded.txt': [
    {
      reason: 'a quorum has one voter here, the recorder\'s had three',
      commands: [
        'kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --status',
        'kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --replication --human-readable',
      ],
    },
  ],
  'usage.txt': [
    {
      reason: 'share groups, transactions, ACLs, client metrics: no such tool',
      commands: [
        'kafka-transactions.sh --help 2>&1 | head -12',
        'kafka-transactions.sh --no-such-option 2>&1 | head -6',
        'kafka-transactions.sh 2>&1 | head -6',
        'kafka-share-groups.sh --help 2>&1 | head -12',
        'kafka-share-groups.sh --no-such-option 2>&1 | head -6',
        'kafka-share-groups.sh 2>&1 | head -6',
        'kafka-client-metrics.sh --help 2>&1 | head -12',
        'kafka-client-metrics.sh --no-such-option 2>&1 | head -6',
        'kafka-client-metrics.sh 2>&1 | head -6',
        'kafka-acls.sh --help 2>&1 | head -12',
        'kafka-acls.sh --no-such-option 2>&1 | head -6',
        'kafka-acls.sh 2>&1 | head -6',
      ],
    },
  ],
}
