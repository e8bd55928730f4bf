import realmText from 'virtual:realm'
import { workerText } from './worker-text.ts'

/**
 * Opens a script's realm from the page: a sandboxed frame of opaque origin (`sandbox.html`), in it a blob worker with the realm and
 * the learner's text. The port goes straight to the world; the page keeps only the means to end it.
 */
export interface FrameRealm {
  port: MessagePort
  /** Ends the realm at once, spinning or not. */
  close(): void
}

const READY_WITHIN_MS = 10_000
const OPAQUE = 'allow-scripts'
/** As the service worker can give it, without a network: it answers with a policy that makes the frame opaque. */
const STORED = 'allow-scripts allow-same-origin'

export function openFrame(code: string, onFailed: (message: string, line: number) => void): Promise<FrameRealm> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', navigator.serviceWorker?.controller ? STORED : OPAQUE)
  frame.hidden = true
  frame.title = 'script'
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    const close = () => {
      removeEventListener('message', hear)
      frame.remove()
    }
    const late = setTimeout(() => { close(); reject(new Error('the script sandbox did not start')) }, READY_WITHIN_MS)
    const load = () => { frame.src = new URL('sandbox.html', document.baseURI).href }
    const hear = ({ source, origin, data }: MessageEvent<{ ready?: true; failed?: string; line?: number }>) => {
      if (source !== frame.contentWindow) return
      if (origin !== 'null') {
        // whoever answered did not make it opaque: no script runs in there
        frame.setAttribute('sandbox', OPAQUE)
        return load()
      }
      if (data.failed !== undefined) return onFailed(String(data.failed).slice(0, 1_000), Math.max(1, Number(data.line) - 1 || 1))
      if (!data.ready) return
      clearTimeout(late)
      frame.contentWindow!.postMessage({ text: workerText(realmText, code) }, '*', [port2])
      resolve({ port: port1, close })
    }
    addEventListener('message', hear)
    load()
    document.body.append(frame)
  })
}
