export function findBrowser(): Promise<string>
export const launchArgs: string[]
