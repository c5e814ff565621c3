export { checkUpdate, type Accepted, type CheckRequest, type Rejected } from './check.ts';
export { ClientIds, type ClientClaim, type ClientStanding } from './clients.ts';
export { readAuthor, type Actor } from './policy.ts';
export type { Touch } from '@concordia/updates';
export { touchedWords } from './words.ts';
export {
	encodePresence,
	readPresence,
	type PresenceRequest,
	type PresenceResult,
	type PresenceState,
	type PresenceUser
} from './presence.ts';
