export { blobLimits, limits, type Limits } from './limits.ts';
export { closeCodes, closeName, closeReasons, type CloseName } from './close.ts';
export { refusalCodes, type RefusalCode } from './refusal.ts';
export {
	SYNC_PATH,
	formatRoomName,
	parseRoomName,
	roomFromUrl,
	roomKey,
	type RoomName,
	type SyncRequest
} from './room-name.ts';
export { messageTypes, syncTypes } from './message-type.ts';
export {
	decodeClientMessage,
	decodeServerMessage,
	type ClientMessage,
	type ServerMessage
} from './message.ts';
export {
	decodeAwareness,
	decodeSync,
	encodeAwareness,
	encodeQueryAwareness,
	encodeStep1,
	encodeStep2,
	encodeUpdate,
	type SyncMessage
} from './stock.ts';
export {
	decodeCheckpoint,
	decodeRefused,
	decodeSaved,
	decodeTrouble,
	encodeCheckpoint,
	encodeRefused,
	encodeSaved,
	encodeTrouble,
	type Checkpoint,
	type Refused,
	type Saved,
	type Trouble,
	type TroubleState
} from './saving.ts';
export {
	decodeCommand,
	decodeResult,
	decodeSession,
	decodeSessionNews,
	decodeViewed,
	encodeCommand,
	encodeResult,
	encodeSession,
	encodeSessionChanges,
	encodeViewed,
	encodeVotes,
	decodeVotes,
	sessionEncoder,
	type Command,
	type CommandResult,
	type OwnBallot,
	type SessionChanges,
	type SessionMessage,
	type VotesMessage,
	type Viewed
} from './session.ts';
export {
	decodeSign,
	decodeSigned,
	encodeSign,
	encodeSigned,
	MAX_SIGNED_HASHES,
	type Sign,
	type Signed
} from './signing.ts';
export {
	decodeCosign,
	decodeWitnesses,
	encodeCosign,
	encodeWitnesses,
	type Cosign,
	type Witnesses
} from './witness.ts';
export { jsonDepth } from './json.ts';
export type { Result } from './codec.ts';

export { changesBetween, withChange, type Change } from './changes.ts';
