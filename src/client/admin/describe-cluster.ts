import { DescribeCluster } from '../../protocol/apis/60-describe-cluster.ts'
import { outcomeOf } from '../error-text.ts'
import { single, type Outcome } from './operation.ts'

export interface DescribeClusterCommand { readonly do: 'describeCluster'; readonly includeFencedBrokers?: boolean }
export interface DescribedCluster extends Outcome {
  readonly clusterId: string
  readonly controllerId: number | null
  readonly brokers: readonly { readonly id: number; readonly host: string; readonly port: number; readonly rack: string | null; readonly fenced: boolean }[]
}

export const describeCluster = single<DescribeClusterCommand, DescribedCluster, typeof DescribeCluster.request.fields, typeof DescribeCluster.response.fields>({
  api: DescribeCluster,
  whom: () => ({ to: 'any' }),
  request: ({ includeFencedBrokers }) => includeFencedBrokers ? { includeFencedBrokers } : {},
  read: response => ({
    clusterId: response.clusterId, controllerId: response.controllerId < 0 ? null : response.controllerId,
    brokers: response.brokers.map(({ brokerId, host, port, rack, isFenced }) => ({ id: brokerId, host, port, rack, fenced: isFenced })),
    ...outcomeOf(response.errorCode, response.errorMessage),
  }),
})
