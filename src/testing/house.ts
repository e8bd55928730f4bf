/**
 * Who may import whom, folder by folder of `src/`. The architecture test holds every import against this table and
 * the drawing in `src/README.md` is printed from it.
 */
const below = {
  env: [],
  protocol: ['env'],
  metrics: ['env'],
  log: ['env', 'protocol'],
  net: ['env', 'protocol', 'metrics'],
  metadata: ['env', 'protocol', 'log', 'net'],
  broker: ['env', 'protocol', 'metrics', 'log', 'net', 'metadata'],
  controller: ['env', 'protocol', 'metrics', 'log', 'net', 'metadata'],
  node: ['env', 'protocol', 'metrics', 'log', 'net', 'metadata', 'broker', 'controller'],
  client: ['env', 'protocol', 'metrics', 'net'],
  tools: ['env', 'protocol', 'log', 'metadata', 'client'],
  world: ['env', 'protocol', 'log', 'net', 'metadata', 'broker', 'controller', 'node', 'client'],
  storage: ['env', 'world'],
  sandbox: ['env', 'protocol', 'client', 'world'],
  lesson: ['env', 'world', 'client'],
  offline: [],
  host: ['env', 'protocol', 'client', 'tools', 'world', 'storage', 'sandbox', 'lesson'],
  session: ['env', 'client', 'tools', 'world', 'storage', 'sandbox', 'host', 'lesson', 'offline'],
  ui: ['session', 'lesson', 'world'],
} as const satisfies Record<string, readonly string[]>

export type Room = keyof typeof below
export const rooms = Object.keys(below) as Room[]
/** `dev` and `testing` may import everything and are imported by tests and scripts alone. */
export const mayImport = (from: string, to: string): boolean =>
  from === to || from === 'dev' || from === 'testing' || (below[from as Room] as readonly string[] | undefined)?.includes(to) === true

/** Folders compiled without clock, random, timers or network (`tsconfig.engine.json`). */
export const engineRooms: readonly Room[] = ['env', 'protocol', 'metrics', 'log', 'net', 'metadata', 'broker', 'controller', 'node', 'client', 'tools', 'world']

export const drawing = (): string => [
  '| folder | may import |',
  '|---|---|',
  ...rooms.map(room => `| \`${room}/\` | ${below[room].join(', ') || '–'} |`),
  '| `dev/`, `testing/` | all |',
].join('\n')
