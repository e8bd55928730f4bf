import type { UpdateFeaturesCommand } from '../../client/admin/features.ts'
import { ToolException } from '../exception.ts'
import { invalidChoice, misunderstood, parseArguments, type Grammar } from '../options/arguments.ts'
import { ToolExit } from '../options/exit.ts'
import type { Options } from '../options/options.ts'
import { hashOfText, inHashOrder } from '../text/java-order.ts'
import { adminConfigs } from '../text/properties.ts'
import { ask, connect, type Shell, type Telling } from '../tool.ts'
import { defaultLevels, levelName } from './releases.ts'
import { featureLevel, knownRelease, tellDependencies, tellMapping, type Level } from './tables.ts'

const COMMANDS = ['describe', 'upgrade', 'downgrade', 'disable', 'version-mapping', 'feature-dependencies'] as const
type Command = typeof COMMANDS[number]

const grammar: Grammar = {
  prog: 'kafka-features',
  usage: `usage: kafka-features [-h] [--command-config COMMAND_CONFIG]
                      [--bootstrap-server BOOTSTRAP_SERVER |
                      --bootstrap-controller BOOTSTRAP_CONTROLLER]
                      {${COMMANDS.join(',')}}
                      ...`,
  help: `This tool manages feature flags in Kafka.

positional arguments:
  {${COMMANDS.join(',')}}
    describe             Describes the current active feature flags.
    upgrade              Upgrade one or more feature flags.
    downgrade            Downgrade one or more feature flags.
    disable              Disable one or more feature flags, which is the same as downgrading to 0.
    version-mapping      The levels of all features that go with a release.
    feature-dependencies What the level of a feature needs of others.`,
  values: ['bootstrap-server', 'command-config', 'feature', 'metadata', 'release-version'],
  flags: ['dry-run', 'unsafe'],
  refusal: why => `Command line error: ${why}. Type --help for help.`,
}

const NO_SERVER = 'one of the arguments --bootstrap-server --bootstrap-controller is required'

/** kafka-features.sh (FeatureCommand): levels a cluster has agreed on (KIP-584, KIP-1022). */
export function* features(shell: Shell): Telling<number> {
  const options = parseArguments(shell, grammar), command = options.rest[0] as Command | undefined
  if (command === undefined) return misunderstood(shell, grammar, 'too few arguments')
  if (!COMMANDS.includes(command)) return misunderstood(shell, grammar, invalidChoice(command, COMMANDS))
  try {
    if (command === 'version-mapping' || command === 'feature-dependencies') {
      if (command === 'version-mapping') tellMapping(shell, options)
      else tellDependencies(shell, options)
      return 0
    }
    if (!options.has('bootstrap-server')) return misunderstood(shell, grammar, NO_SERVER)
    yield* connect(adminConfigs(shell, options))
    if (command === 'describe') yield* describe(shell)
    else yield* update(shell, options, command)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(error.message)
    return 1
  }
}

function* describe(shell: Shell): Telling<void> {
  const { supported, finalized, finalizedEpoch } = yield* ask({ do: 'describeFeatures' })
  for (const [feature, { min, max }] of Object.entries(supported)) {
    const text = (level: number): string => feature === 'metadata.version' ? levelName(level) : String(level)
    shell.out([
      `Feature: ${feature.padEnd(42)}`, `SupportedMinVersion: ${text(min).padEnd(17)}`, `SupportedMaxVersion: ${text(max).padEnd(17)}`,
      `FinalizedVersionLevel: ${text(finalized[feature]?.max ?? 0).padEnd(17)}`, `Epoch: ${finalizedEpoch ?? '-'}`,
    ].join(''))
  }
}

type Verb = 'upgrade' | 'downgrade' | 'disable'
const PAST: Readonly<Record<Verb, string>> = { upgrade: 'upgraded', downgrade: 'downgraded', disable: 'disabled' }

function* update(shell: Shell, options: Options, verb: Verb): Telling<void> {
  const type = verb === 'upgrade' ? 'upgrade' : options.has('unsafe') ? 'unsafeDowngrade' : 'safeDowngrade'
  const levels = inHashOrder(levelsWanted(shell, options, verb), ([feature]) => hashOfText(feature))
  const dry = options.has('dry-run')
  const updates: UpdateFeaturesCommand['updates'] = levels.map(([feature, level]) => ({ feature, level, type }))
  const outcomes = yield* ask({ do: 'updateFeatures', updates, validateOnly: dry })
  const sorted = [...outcomes].sort((a, b) => a.feature < b.feature ? -1 : 1), failed = outcomes.filter(({ error }) => error !== null)
  for (const { feature, error, message } of sorted) {
    const to = verb === 'disable' ? '' : ` to ${levels.find(([name]) => name === feature)![1]}`
    if (error !== null) shell.out(`Can not ${verb} ${feature}${to}. ${message}`)
    else shell.out(`${feature} ${dry ? 'can be' : 'was'} ${PAST[verb]}${to}.`)
  }
  if (failed.length === 0) return
  shell.err(`${failed.length} out of ${outcomes.length} operation(s) failed.`)
  throw new ToolExit(1)
}

function levelsWanted(shell: Shell, options: Options, verb: Verb): Level[] {
  if (verb === 'disable') return options.all('feature').map((feature): Level => [feature, 0])
  const release = options.one('release-version'), metadata = options.one('metadata')
  if (release !== undefined) {
    const level = knownRelease(release)
    return [['metadata.version', level] as const, ...defaultLevels(level).filter(([, each]) => verb === 'downgrade' || each > 0)]
  }
  if (metadata !== undefined) shell.out(' `metadata` flag is deprecated and may be removed in a future release.')
  const named: Level[] = metadata === undefined ? [] : [['metadata.version', knownRelease(metadata)]]
  const levels = [...named, ...options.all('feature').map(featureLevel)]
  if (levels.length === 0) throw new ToolException('', `You must specify at least one feature to ${verb}`)
  return levels
}
