/** A shortcut as this machine's keyboard has it. */
export const keyName = (key: string): string =>
  key.replace('mod+', navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl ').replace('shift+', 'Shift ').replace(/^ $/, 'Space').replace(/k$/, 'K')
