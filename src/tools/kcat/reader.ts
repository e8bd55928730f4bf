import { Admin } from '../../client/admin/admin.ts'
import { Consumer } from '../../client/consumer/consumer.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'

/** What kcat reads with: librdkafka's consumer asks for partitions and offsets itself, here an admin client does. */
export class Reader {
  readonly admin: Admin
  readonly consumer: Consumer

  constructor(env: Env, configs: Readonly<Record<string, string>>) {
    this.admin = new Admin(env, { 'bootstrap.servers': configs['bootstrap.servers']!, 'client.id': 'rdkafka' })
    this.consumer = new Consumer(env, configs)
  }

  handle(event: ProcessEvent): boolean { return this.admin.handle(event) || this.consumer.handle(event) }
  save(): Plain { return { admin: this.admin.save(), consumer: this.consumer.save() } }
  load(state: Plain): void {
    const { admin, consumer } = state as { admin: Plain; consumer: Plain }
    this.admin.load(admin)
    this.consumer.load(consumer)
  }
}
