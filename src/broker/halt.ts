import { DiskError } from '../env/disk.ts'
import { log, type Broker } from './context.ts'

/**
 * A disk that fails takes its log directories along, and a broker that has none left halts: it can neither serve nor keep what it is
 * given, and others can (ReplicaManager.handleLogDirFailure, LogManager). A machine here has one disk.
 */
export function haltOnDiskError<T>(broker: Broker, act: () => T, otherwise: T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof DiskError)) throw error
    const logDirs = broker.node.logDirs.map(({ path }) => path)
    for (const dir of logDirs) log(broker, 'ERROR', 'org.apache.kafka.storage.internals.log.LogDirFailureChannel', `Error while writing to dir ${dir}: ${error.message}`)
    log(broker, 'ERROR', 'kafka.log.LogManager', `Shutdown broker because all log dirs in ${logDirs.join(', ')} have failed`)
    broker.node.env.exit(1, `all log dirs in ${logDirs.join(', ')} have failed: ${error.message}`)
    return otherwise
  }
}
