import { micros, type Micros } from '../env/units.ts'

/** metrics.sample.window.ms and metrics.num.samples, as clients have them. */
const WINDOW = 30 * micros.perSecond
const SAMPLES = 2

interface Window { readonly since: Micros; lastAt: Micros; count: number; sum: number; most: number }
export interface SensorState { readonly windows: readonly Window[]; readonly count: number; readonly total: number }

/**
 * What a client measures of one thing (org.apache.kafka.common.metrics.Sensor with its SampledStats): rate, mean and most of the last two
 * windows of 30 s, and how much there was in all. A window goes a minute after its last event; one that overlaps that minute counts whole (KAFKA-15770).
 */
export class Sensor {
  #windows: Window[] = []
  #count = 0
  #total = 0

  record(now: Micros, value = 1): void {
    let window = this.#windows.at(-1)
    if (!window || now - window.since >= WINDOW) {
      window = { since: now, lastAt: now, count: 0, sum: 0, most: value }
      this.#windows = [...this.#windows.slice(-SAMPLES), window]
    }
    window.lastAt = now
    window.count++
    window.sum += value
    window.most = Math.max(window.most, value)
    this.#count++
    this.#total += value
  }

  /** Events, and the sum of their values, since the client began. */
  get count(): number { return this.#count }
  get total(): number { return this.#total }
  /** Values and events a second (Rate). */
  rate(now: Micros): number { return this.#sum(now, 'sum') / this.#seconds(now) }
  frequency(now: Micros): number { return this.#sum(now, 'count') / this.#seconds(now) }
  /** NaN when nothing happened lately, as JMX shows it. */
  mean(now: Micros): number { return this.#sum(now, 'sum') / this.#sum(now, 'count') }
  most(now: Micros): number { return this.#recent(now).reduce((most, window) => Number.isNaN(most) ? window.most : Math.max(most, window.most), NaN) }

  #recent(now: Micros): readonly Window[] { return this.#windows.filter(({ lastAt }) => now - lastAt < SAMPLES * WINDOW) }
  #sum(now: Micros, of: 'sum' | 'count'): number { return this.#recent(now).reduce((sum, window) => sum + window[of], 0) }

  /** Rate.windowSize: a client that has just begun is reckoned as if it had been silent before. */
  #seconds(now: Micros): number {
    const elapsed = now - (this.#recent(now)[0]?.since ?? now)
    const lacking = Math.max(0, SAMPLES - 1 - Math.floor(elapsed / WINDOW))
    return Math.max(elapsed + lacking * WINDOW, WINDOW) / micros.perSecond
  }

  save(): SensorState { return { windows: this.#windows.map(window => ({ ...window })), count: this.#count, total: this.#total } }
  load({ windows, count, total }: SensorState): void {
    this.#windows = windows.map(window => ({ ...window }))
    this.#count = count
    this.#total = total
  }
}

/** The sensors of a client, by name; all are there from its beginning, as their metrics are. */
export class Sensors<Name extends string> {
  readonly #sensors: ReadonlyMap<Name, Sensor>

  constructor(names: readonly Name[]) { this.#sensors = new Map(names.map(name => [name, new Sensor()])) }

  of(name: Name): Sensor { return this.#sensors.get(name)! }

  save(): SensorState[] { return [...this.#sensors.values()].map(sensor => sensor.save()) }
  load(saved: readonly SensorState[]): void { [...this.#sensors.values()].forEach((sensor, i) => sensor.load(saved[i]!)) }
}

/** The same sensors for each topic, or each partition, from the first time it is measured. */
export class SensorsBy<Name extends string> {
  readonly #names: readonly Name[]
  readonly #all = new Map<string, Sensors<Name>>()

  constructor(names: readonly Name[]) { this.#names = names }

  of(key: string): Sensors<Name> {
    let sensors = this.#all.get(key)
    if (!sensors) this.#all.set(key, sensors = new Sensors(this.#names))
    return sensors
  }
  get all(): ReadonlyMap<string, Sensors<Name>> { return this.#all }

  save(): (readonly [key: string, SensorState[]])[] { return [...this.#all].map(([key, sensors]) => [key, sensors.save()]) }
  load(saved: ReturnType<SensorsBy<Name>['save']>): void {
    this.#all.clear()
    for (const [key, sensors] of saved) this.of(key).load(sensors)
  }
}
