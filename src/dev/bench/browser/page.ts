import type { Measured, Reply } from './worker.ts'

declare global {
  interface Window {
    /** Runs one measurement in the worker. */
    measure(what: Measured): Promise<Reply>
    /** Measures how fast the stage is drawn while the engine runs in the worker. */
    measureStage(): Promise<Reply>
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

window.measure = what => new Promise(resolve => {
  worker.onmessage = ({ data }: MessageEvent<Reply>) => resolve(data)
  worker.onerror = ({ message }) => resolve({ failed: message })
  worker.postMessage(what)
})

window.measureStage = async () => {
  const [{ stage }, engine] = [await import('./stage.tsx'), window.measure('throughput')]
  try {
    const rows = await stage()
    await engine
    return { rows }
  } catch (error) {
    return { failed: String(error) }
  }
}
