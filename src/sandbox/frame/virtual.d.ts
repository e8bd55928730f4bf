declare module 'virtual:realm' {
  const text: string
  export default text
}
