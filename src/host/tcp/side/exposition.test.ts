import { expect, it } from 'vitest'
import { exposition } from './exposition.ts'

/*
 * Prometheus' text format 0.0.4, under the names the JMX exporter's example rules for Kafka give MBeans.
 */

it('a meter is a counter, a histogram a summary, a gauge a gauge, and each metric stands in one piece', () => {
  const produce = { Count: 7, '50thPercentile': 0.5, '999thPercentile': 12, Mean: 1, Max: 12 }
  const bytesIn = { Count: 1_200, OneMinuteRate: 20.5, EventType: 'bytes' }
  expect(exposition({
    'broker-1': {
      'kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec': bytesIn,
      'kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions': { Value: 0 },
      'kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce': produce,
      'kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent': { Count: 3, MeanRate: 0.99 },
      'kafka.coordinator.group:type=GroupMetadataManager,name=NumGroups': { Value: 2 },
      'kafka.server:type=raft-metrics': { 'current-epoch': 4, 'current-state': 'leader' },
    },
    'broker-2': { 'kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=orders': bytesIn },
  })).toMatchInlineSnapshot(`
    "# HELP kafka_coordinator_group_groupmetadatamanager_numgroups kafka.coordinator.group:type=GroupMetadataManager,name=NumGroups
    # TYPE kafka_coordinator_group_groupmetadatamanager_numgroups gauge
    kafka_coordinator_group_groupmetadatamanager_numgroups{process="broker-1"} 2
    # HELP kafka_network_requestmetrics_totaltimems kafka.network:type=RequestMetrics,name=TotalTimeMs
    # TYPE kafka_network_requestmetrics_totaltimems summary
    kafka_network_requestmetrics_totaltimems_count{process="broker-1",request="Produce"} 7
    kafka_network_requestmetrics_totaltimems{process="broker-1",request="Produce",quantile="0.50"} 0.5
    kafka_network_requestmetrics_totaltimems{process="broker-1",request="Produce",quantile="0.999"} 12
    # HELP kafka_server_brokertopicmetrics_bytesin_total kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec
    # TYPE kafka_server_brokertopicmetrics_bytesin_total counter
    kafka_server_brokertopicmetrics_bytesin_total{process="broker-1"} 1200
    kafka_server_brokertopicmetrics_bytesin_total{process="broker-2",topic="orders"} 1200
    # HELP kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent
    # TYPE kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent gauge
    kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent{process="broker-1"} 0.99
    # HELP kafka_server_raft_metrics_current_epoch kafka.server:type=raft-metrics
    # TYPE kafka_server_raft_metrics_current_epoch gauge
    kafka_server_raft_metrics_current_epoch{process="broker-1"} 4
    # HELP kafka_server_replicamanager_underreplicatedpartitions kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions
    # TYPE kafka_server_replicamanager_underreplicatedpartitions gauge
    kafka_server_replicamanager_underreplicatedpartitions{process="broker-1"} 0
    "
  `)
})

it('a label may hold anything, and a value need not be finite', () => {
  const odd = { 'kafka.server:type=Fetch,name=Lag,client-id=a"b\\c\nd': { Value: NaN }, 'kafka.server:type=Fetch,name=Other': { Value: Infinity } }
  expect(exposition({ p: odd }).split('\n').filter(line => !line.startsWith('#'))).toEqual([
    'kafka_server_fetch_lag{process="p",client_id="a\\"b\\\\c\\nd"} NaN', 'kafka_server_fetch_other{process="p"} +Inf', '',
  ])
})
