export function whyNotInstall(dir: string): string | null
