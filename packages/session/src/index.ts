export { roles, eventKinds } from './types.ts';
export type {
	Actor,
	EventKind,
	Invite,
	NameSetting,
	Organization,
	Participant,
	Pattern,
	Role,
	SeenSetting,
	SessionEvent,
	SessionState
} from './types.ts';
export { answerScales, isDelegate } from './answer.ts';
export type { Answer, AnswerCommand, AnswerError, Answers, AnswerScale } from './answer.ts';
export { parseCommand } from './command.ts';
export type { ClientCommand, Command, OrganizationCommand, ServerCommand } from './command.ts';
export { attributions, runningStage } from './stage.ts';
export type { Attribution, LateNotesCommand, Stage, StageCommand } from './stage.ts';
export { attributionIn, noParking, parkedIn } from './parking.ts';
export type { ParkedSolution, Parking, ParkingCommand, ParkingProblem } from './parking.ts';
export { checkSealedCards, formatSealed, isSealed, sealedIn, unsealedIn } from './seal.ts';
export type { SealCommand, SealError } from './seal.ts';
export type { Seal, SealedCard, SealedValue, SealRound } from './seal-state.ts';
export { decide, checkInvite } from './decide.ts';
export type { DecideContext, Decision, ErrorCode } from './decide.ts';
export { evolve, replay } from './evolve.ts';
export {
	countedBut,
	isLeftOut,
	leftOut,
	namesOfLeftOut,
	takingPart,
	wasHere
} from './taking-part.ts';
export type {
	Absence,
	AbsenceCommand,
	AbsenceError,
	LeftOut,
	NamedLeftOut
} from './taking-part.ts';
export { can } from './can.ts';
export type { Action } from './can.ts';
export { validateLine, validateName, validateProse } from './text.ts';
export type { TextCheck } from './text.ts';
export { sessionLimits } from './limits.ts';
export { areInitials, defaultMarks, markColors, markOrganizations, markPatterns } from './marks.ts';
export type { Marks, OrganizationInput } from './marks.ts';
export {
	bestAnswer,
	checkSurveyAnswers,
	fewestAnswers,
	surveyMean,
	surveyPaper,
	tallySurvey
} from './survey.ts';
export type { SurveyCommand, SurveyError } from './survey.ts';
export type {
	Survey,
	SurveyAnswers,
	SurveyGroup,
	SurveyResult,
	SurveyStatement
} from './survey-state.ts';
export {
	decisionSeenId,
	formatTerms,
	holdsItem,
	isRunning,
	needsReason,
	parseTerms
} from './decision.ts';
export type { DecisionCommand, DecisionError } from './decision.ts';
export { leftOutOf, neededOf, outcomeOf, resultOf, voicesOf } from './decision-result.ts';
export { decisionAnswers } from './decision-state.ts';
export type {
	DecisionAnswer,
	DecisionOutcome,
	DecisionResult,
	DecisionRule,
	DecisionTerms,
	DecisionVoice,
	GivenAnswer,
	JointDecision
} from './decision-state.ts';
export { checkDots, formatBallot, rankItems, tally } from './vote.ts';
export type { Ballot, RankedItem, SealedBallot, VoteCommand, VoteError } from './vote.ts';
export { defaultRetentionDays, keepsPayload, retentionEndsAt } from './privacy.ts';
export type { Notice, PrivacyProblem, ServerPrivacyCommand, ViewCommand } from './privacy.ts';
export {
	confirmationsOf,
	confirmedBy,
	isComplete,
	leftOutOfVersion,
	numberIn
} from './confirmation.ts';
export type {
	ConfirmationCommand,
	ConfirmCommand,
	OrganizationConfirmations,
	UnconfirmCommand
} from './confirmation.ts';
export {
	decisionFacts,
	paperFacts,
	standingOf,
	versionFacts,
	versionFrozenAs
} from './paper-facts.ts';
export type { DecisionFacts, DecisionStanding, VersionFacts } from './paper-facts.ts';
export { parseVersionId, versionId, versionsOf } from './version.ts';
export type { Confirmation, FreezeCommand, Version, VersionError, Versions } from './version.ts';
export type { Dots, OrganizationDots, Vote, VoteResult, VoteTerms } from './vote-state.ts';
export {
	countContributions,
	groupPeople,
	isMissing,
	mayRecordSeen,
	partiesOf
} from './participation.ts';
export type { Contribution, PeopleGroup } from './participation.ts';
