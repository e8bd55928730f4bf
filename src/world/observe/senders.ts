/*
 * Who numbered the sends: a process may have several producers, and may be started again. A sender is written `process\nproducer`; a
 * process's own name has no such end.
 */

/** Beyond so many processes, producers or senders what is remembered is forgotten. */
const MAX_KNOWN = 4_096
const senders = new Map<string, Map<string, string>>()
const processes = new Map<string, string>()

/** Mostly one and the same string, which Maps and comparisons know at a glance. */
export function senderOf(process: string, producer: string): string {
  const ofProcess = remembered(senders, process, newMap)
  return remembered(ofProcess, producer, () => `${process}\n${producer}`)
}
const newMap = (): Map<string, string> => new Map()

export const processOf = (sender: string): string => remembered(processes, sender, nameIn)

function nameIn(sender: string): string {
  const end = sender.indexOf('\n')
  return end < 0 ? sender : sender.slice(0, end)
}

function remembered<V>(known: Map<string, V>, key: string, make: (key: string) => V): V {
  let value = known.get(key)
  if (value === undefined) {
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(key, value = make(key))
  }
  return value
}
