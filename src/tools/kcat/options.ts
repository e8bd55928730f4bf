import { optionException } from '../options/options.ts'
import { ToolExit } from '../options/exit.ts'
import type { Shell } from '../tool.ts'

/* kcat's command line: one letter an option, as getopt reads it (`-t orders`, `-torders`, `-CeJ`). */

const WITH_VALUE = 'bGtpoKkDHzcfXsFTdmrx', FLAGS = 'LPCQJeZlquOAVhUE'

export type Mode = 'L' | 'P' | 'C' | 'G' | 'Q'

export interface KcatOptions {
  readonly mode: Mode
  readonly brokers: string
  /** Every value of an option, in order. */
  all(letter: string): readonly string[]
  last(letter: string): string | undefined
  has(letter: string): boolean
  /** Topics after `-G group`, files after `-P`. */
  readonly rest: readonly string[]
  /** `-X`, under the names Java's clients have. */
  readonly configs: Readonly<Record<string, string>>
}

const USAGE = `Usage: kcat <options> [file1 file2 .. | topic1 topic2 ..]]

kcat (here over this house's own client, without librdkafka): a producer and consumer for a shell

General options:
  -C | -P | -L | -Q  Mode: consume, produce, list metadata, query offsets
  -G <group-id>      Mode: consume as a member of a group: -G <group-id> topic1 topic2 ..
  -b <brokers,..>    Bootstrap brokers (host[:port])
  -t <topic>         Topic; for -Q <topic>:<partition>:<timestamp>, where -1 is the end and -2 the beginning
  -p <partition>     Partition
  -X prop=val        A property of the client, by librdkafka's name or Java's
  -q                 Say nothing of oneself
  -h                 This help
Producer options:
  -K <delim>         Key and value are parted by this; -k <key>: one key for all
  -D <delim>         Messages are parted by this (default: a line break)
  -H <key=value>     A header
  -z gzip|snappy|lz4|zstd  Compression
  -Z                 Empty values are null
  -l                 Of the files named every line is a message; without it, each file is one
Consumer options:
  -o beginning|end|stored|<offset>|-<last so many>|s@<from ms>
  -e                 Exit at the end of the log
  -c <count>         Exit after so many messages
  -f <format>        %s value, %S its size, %k key, %K its size, %t topic, %p partition, %o offset, %T time, %h headers, \\n \\t
  -J                 Each message as JSON; with -L the metadata
  -K <delim>, -D <delim>  Between key and value, and after each message`

/** Of librdkafka's names those that are called otherwise in Java. */
const JAVA_NAMES: Readonly<Record<string, string>> = {
  'metadata.broker.list': 'bootstrap.servers', 'request.required.acks': 'acks',
  'compression.codec': 'compression.type', 'queue.buffering.max.ms': 'linger.ms',
  'fetch.wait.max.ms': 'fetch.max.wait.ms', 'fetch.message.max.bytes': 'max.partition.fetch.bytes', 'message.timeout.ms': 'delivery.timeout.ms',
  'message.send.max.retries': 'retries', 'socket.timeout.ms': 'request.timeout.ms',
}

export function kcatOptions(shell: Shell): KcatOptions {
  const { given, rest } = getopt(shell)
  const last = (letter: string): string | undefined => given.get(letter)?.at(-1), all = (letter: string): readonly string[] => given.get(letter) ?? []
  if (given.has('h')) fail(shell, [], 0)
  const configs = Object.fromEntries(all('X').map(pair => {
    const [, name = pair, value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? []
    return [JAVA_NAMES[name] ?? name, value]
  }))
  const brokers = last('b') ?? configs['bootstrap.servers']
  if (brokers === undefined) fail(shell, ['Error: -b <broker,..> missing'], 1)
  const mode = (['L', 'Q', 'G', 'P', 'C'] as const).find(letter => given.has(letter)) ?? chosen(shell)
  const topic = mode === 'Q' ? '<topic>:<partition>:<timestamp>' : '<topic>'
  if (['P', 'C', 'Q'].includes(mode) && !given.has('t')) fail(shell, [`Error: -t ${topic} missing`], 1)
  return { mode, brokers: withPorts(brokers), all, last, has: letter => given.has(letter), rest, configs }
}

/** Whether anything is written to it is not known as it starts: it reads. */
function chosen(shell: Shell): Mode {
  shell.err('% Auto-selecting Consumer mode (use -P or -C to override)')
  return 'C'
}

const withPorts = (brokers: string): string => brokers.split(',').map(each => each.includes(':') ? each : `${each}:9092`).join(',')

function fail(shell: Shell, lines: readonly string[], code: number): never {
  for (const line of [...lines, ...lines.length > 0 ? [''] : [], USAGE]) (code === 0 ? shell.out : shell.err)(line)
  throw new ToolExit(code)
}

function getopt(shell: Shell): { given: Map<string, string[]>; rest: string[] } {
  const given = new Map<string, string[]>(), rest: string[] = [], words = [...shell.args]
  for (let word; (word = words.shift()) !== undefined;) {
    if (!/^-./.test(word)) rest.push(word)
    for (let at = 1; word.startsWith('-') && at < word.length; at++) {
      const letter = word[at]!
      const values = given.get(letter) ?? []
      given.set(letter, values)
      if (FLAGS.includes(letter)) continue
      if (!WITH_VALUE.includes(letter)) fail(shell, [`kcat: invalid option -- '${letter}'`], 1)
      const value = at + 1 < word.length ? word.slice(at + 1) : words.shift()
      if (value === undefined) fail(shell, [`kcat: option requires an argument -- '${letter}'`], 1)
      values.push(value)
      break
    }
  }
  return { given, rest }
}

export function wholeNumber(options: KcatOptions, letter: string): number | null {
  const text = options.last(letter)
  if (text === undefined) return null
  if (!/^-?\d+$/.test(text)) throw optionException('OptionArgumentConversionException', `-${letter} wants a number, not '${text}'`)
  return Number(text)
}
