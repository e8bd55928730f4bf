export function findBrowser(): Promise<string>
export const launchArgs: string[]
export function installedBrowser(): string | undefined
