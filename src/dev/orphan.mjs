/*
 * In a program that `run.mjs` started: whoever kills that one, however hard, means this one too. The channel between them breaks then.
 */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
