import { DiskError } from '../env/disk.ts'
import { log, type Broker } from './context.ts'

/**
 * A disk that fails takes its log directory along, and a broker whose only one is gone halts: it can neither serve nor keep what it is
 * given, and others can (ReplicaManager.handleLogDirFailure, LogManager).
 */
export function haltOnDiskError<T>(broker: Broker, act: () => T, otherwise: T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    const { logDir } = broker.node
    log(broker, 'ERROR', 'org.apache.kafka.storage.internals.log.LogDirFailureChannel', `Error while writing to dir ${logDir}: ${error.message}`)
    log(broker, 'ERROR', 'kafka.log.LogManager', `Shutdown broker because all log dirs in ${logDir} have failed`)
    broker.node.env.exit(1, `all log dirs in ${logDir} have failed: ${error.message}`)
    return otherwise
  }
}
