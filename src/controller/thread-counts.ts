const THREADS = ['num.network.threads', 'num.io.threads', 'num.replica.fetchers', 'num.recovery.threads.per.data.dir', 'background.threads']

/**
 * What is wrong with new numbers of threads, or null: a pool is resized to half or double of what it is at the most
 * (DynamicThreadPool.validateReconfiguration).
 */
export function wrongThreads(configs: ReadonlyMap<string, string>, current: (name: string) => number): string | null {
  for (const name of THREADS.filter(each => configs.has(each))) {
    const wrong = wrongCount(Number(configs.get(name)), current(name))
    if (wrong !== null) return `Invalid value ${EXCEPTION}: ${FAILED} for ${name}=${configs.get(name)}, ${wrong} for configuration ${NAME}`
  }
  return null
}

const EXCEPTION = 'org.apache.kafka.common.config.ConfigException', FAILED = 'Dynamic thread count update validation failed'
const NAME = 'Invalid dynamic configuration'

function wrongCount(count: number, current: number): string | null {
  if (count < Math.floor(current / 2)) return `value should be at least half the current value ${current}`
  return count > current * 2 ? `value should not be greater than double the current value ${current}` : null
}
