// The one script of sandbox.html, an opaque origin without network: starts a blob worker of the text it is given and hands on the port.
addEventListener('message', ({ data, ports }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([data.text], { type: 'text/javascript' })))
  worker.onerror = ({ message, lineno }) => parent.postMessage({ realm: data.realm, failed: message, line: lineno }, '*')
  worker.postMessage(0, [ports[0]])
}, { once: true })
parent.postMessage({ ready: true }, '*')
