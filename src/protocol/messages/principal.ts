import { message, bool, string } from '../schema.ts'

/*
 * The principal inside an Envelope (DefaultKafkaPrincipalBuilder.java).
 */

/** Source: DefaultPrincipalData.json. */
export const DefaultPrincipalData = message({
  name: 'DefaultPrincipalData', valid: '0', flexible: '0+',
  fields: { type: string('0+'), name: string('0+'), tokenAuthenticated: bool('0+') },
})
