/** The brokers' own table of a classic group's states: what the page draws is what the coordinator looks up. */
export { GROUP_STATES, type GroupEvent, type GroupState } from '../broker/groups/states.ts'
