export {
	formatLeaf,
	isLeafKind,
	leafKinds,
	parseLeaf,
	redactedBy,
	type Leaf,
	type LeafKind
} from './leaf.ts';
export {
	applySeen,
	formatSeen,
	gradeOfView,
	isSeen,
	seenGrades,
	seenKinds,
	SeenLog,
	type ItemSeen,
	type ItemView,
	type SeenGrade,
	type SeenLeaf,
	type SeenLine,
	type SeenLines
} from './seen.ts';
export { commitHex, commitPayload, hashBytes, hashHex, hashText, SALT_BYTES } from './payload.ts';
export {
	formatLogLine,
	formatHistoryLine,
	formatUpdateLine,
	parseLogLine,
	parseFields,
	parseHistoryLine,
	parseUpdateLine,
	type LogLine,
	type HistoryLine,
	type UpdateLine
} from './lines.ts';

export { emptyRoot, leafHash, nodeHash, TILE_BYTES, TILE_WIDTH } from './hashing.ts';
export { rootOf, Tree, type Tile, type TreeSource } from './tree.ts';
export {
	decodeBundle,
	encodeBundle,
	MAX_LEAF_BYTES,
	parseTilePath,
	readFromTiles,
	tilePath,
	tileWidth,
	type TileAddress,
	type TileLevel
} from './tiles.ts';
export {
	checkConsistency,
	checkInclusion,
	consistencyProof,
	inclusionProof,
	rootAt,
	type ConsistencyClaim,
	type HashReader,
	type InclusionClaim,
	type Subtree
} from './proof.ts';

export {
	cosignNote,
	createCosigner,
	createSigner,
	createVerifier,
	formatVerifierKey,
	isKeyName,
	openNote,
	parseNote,
	parseVerifierKey,
	signatureTypes,
	signNote,
	type Cosigner,
	type NoteSignature,
	type OpenedNote,
	type SignatureType,
	type Signer,
	type VerifiedSignature,
	type Verifier
} from './note.ts';
export {
	formatCheckpoint,
	openCheckpoint,
	parseCheckpoint,
	signCheckpoint,
	type Checkpoint
} from './checkpoint.ts';
export {
	formatPolicy,
	openTrusted,
	parsePolicy,
	type Policy,
	type TrustedCheckpoint,
	type WitnessGroup
} from './policy.ts';
export {
	considerProposal,
	cosignatureLine,
	formatProposal,
	openOwn,
	parseProposal,
	withoutCosignatures,
	type Conflict,
	type ConflictKind,
	type Consideration,
	type KeptKey,
	type Proposal
} from './witness.ts';
export { codeOf, isHanded, packNote, readHanded, type Handed } from './code.ts';

export {
	formatProofExtra,
	formatTlogProof,
	looksLikeTlogProof,
	parseProofExtra,
	parseTlogProof,
	verifyTlogProof,
	type ProofExtra,
	type ProofVerdict,
	type TlogProof
} from './tlog-proof.ts';

export { formatManifest, outsideManifest, parseManifest } from './manifest.ts';
export {
	verifyExport,
	type ExportFiles,
	type Findings,
	type Verdict,
	type VerifyOptions
} from './verify.ts';
export type { Kept } from './earlier.ts';
export {
	formatAuthorship,
	hashOfList,
	isSignedBy,
	isSignedSoon,
	type Authorship
} from './authorship.ts';
export { AuthorVerifier, type AuthorFindings } from './verify-authors.ts';
export type { VersionConfirmation, VersionFindings } from './verify-versions.ts';
export type { LoggedEdit, Replay, ReplayFindings, ReplayQuestion } from './replay.ts';
export type {
	DecisionFindings,
	RevealFindings,
	Scribe,
	ScribeFindings,
	ScribeQuestion
} from './scribe.ts';
export { LogVerifier, type LeafReader, type LogFindings } from './verify-log.ts';
export type {
	CosignatureFindings,
	LoggedWitness,
	OrganizationCosigned
} from './verify-cosignatures.ts';
export type { Problem, ProblemCode, Step, Warning } from './problem.ts';

export { equalBytes, fromBase64, fromBase64url, toBase64, toBase64url, toHex } from './bytes.ts';
export { bad, good, type Result } from './result.ts';
