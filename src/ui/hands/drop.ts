import type { DragEvent } from 'react'
import type { CommandContext } from '../commands/command.ts'
import { commands } from '../commands/index.ts'
import { pick } from './menu.ts'

/** What a fault is called while it is carried. */
export const FAULT_TYPE = 'application/x-terrarium-fault'

/** Where a fault may be let fall: what stands there is selected, then hit, if it can be. */
export const dropTarget = (context: () => CommandContext) => ({
  onDragOver(event: DragEvent) {
    if (event.dataTransfer.types.includes(FAULT_TYPE)) event.preventDefault()
  },
  onDrop(event: DragEvent) {
    const command = commands.find(({ id }) => id === event.dataTransfer.getData(FAULT_TYPE))
    if (!command) return
    event.preventDefault()
    pick(event.target as Element, event.clientX, event.clientY)
    if (command.when(context())) command.run(context())
  },
})
