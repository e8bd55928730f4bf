/*
 * Without access control everybody may do everything: a bit for each AclOperation that a kind of resource has (AclEntry.supportedOperations), told to
 * who asks for it (KIP-430). Whoever does not ask is told nothing.
 */
export const MAY_DO = { topic: 0b1101_1111_1000, cluster: 0b1_1111_1010_0000, group: 0b1101_0100_1000 } as const
export const NOBODY_ASKED = -2147483648
