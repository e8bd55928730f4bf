import type { Env } from './process.ts'

/** The same door with a few things done otherwise. */
export const delegate = (env: Env, otherwise: Partial<Env>): Env => ({
  name: env.name, machine: env.machine, random: env.random, disk: env.disk, codecs: env.codecs,
  now: () => env.now(),
  wall: () => env.wall(),
  at: (due, timer) => env.at(due, timer),
  cancel: id => env.cancel(id),
  work: (pool, load, work) => env.work(pool, load, work),
  listen: port => env.listen(port),
  connect: to => env.connect(to),
  send: (socket, bytes) => env.send(socket, bytes),
  close: (socket, how) => env.close(socket, how),
  tell: event => env.tell(event),
  exit: (code, reason) => env.exit(code, reason),
  ...otherwise,
})
