/**
 * Takes from the realm everything that is not ECMAScript itself, before any learner code runs: walks `self` and its prototypes
 * up to `Object.prototype` and deletes what is not on the list, or sets it to a frozen `undefined` where it cannot be deleted.
 * Off the list on purpose: WebAssembly (WebKit's policy does not stop it), WeakRef and FinalizationRegistry (they show the
 * garbage collector), Atomics and SharedArrayBuffer, crypto, Event (its timeStamp is a real clock).
 */
const ECMASCRIPT = new Set([
  'globalThis', 'self', 'undefined', 'NaN', 'Infinity', 'Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Boolean', 'String', 'Symbol', 'Promise',
  'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'JSON', 'Math',
  'ArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray', 'BigUint64Array', 'BigInt64Array',
  'DataView', 'Map', 'Set', 'WeakMap', 'WeakSet', 'BigInt', 'Proxy', 'Reflect', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'isFinite', 'isNaN',
  'Iterator', 'Date',
])

export function closeRealm(self: object): void {
  for (let at: object | null = self; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    for (const key of Reflect.ownKeys(at)) {
      if (typeof key === 'string' && (ECMASCRIPT.has(key) || key === 'constructor')) continue
      remove(at, key)
    }
  }
}

function remove(from: object, key: PropertyKey): void {
  try { if (Reflect.deleteProperty(from, key)) return } catch { /* a getter that throws is replaced below */ }
  try { Object.defineProperty(from, key, { value: undefined, writable: false, configurable: false }) } catch { /* stays, and is covered by the content security policy */ }
}

/** `Intl` shows the machine's clock and time zone where nobody gives one: scripts get text methods without it. */
export function ownLocale(): void {
  const iso = function (this: Date) { return this.toISOString() }
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const) Object.defineProperty(Date.prototype, name, { value: iso })
  Object.defineProperty(Date.prototype, 'getTimezoneOffset', { value: () => 0 })
}
